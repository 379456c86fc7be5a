/// The level of a log record: swift-log's seven values.
package enum LevelLabel: String, ClosedLabel {
    case trace, debug, info, notice, warning, error, critical

    package var labelText: String { self.rawValue }
}
