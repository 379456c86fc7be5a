/// The format of a scrape's answer.
package enum ExpositionFormatLabel: String, ClosedLabel {
    case text, openmetrics1, openmetrics2, protobuf

    package var labelText: String { self.rawValue }
}
