package import Telemetry

/// What makes two scrapes the same: they can share one gather.
package struct ScrapeKey: Hashable {
    package var format: ExpositionFormat
    package var coding: ContentCoding
    /// Families that are asked for; empty: all.
    package var names: Set<String>

    package init(format: ExpositionFormat, coding: ContentCoding, names: Set<String>) {
        self.format = format
        self.coding = coding
        self.names = names
    }
}
