/// The status a scrape was answered with.
package enum ScrapeCodeLabel: String, ClosedLabel {
    case ok = "200", unavailable = "503"

    package var labelText: String { self.rawValue }
}
