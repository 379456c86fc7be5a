/// How one try to export spans ended.
package enum TraceExportLabel: String, ClosedLabel {
    /// All were taken, or all but some.
    case ok, partial
    /// Not taken, and tried again later; not taken for good.
    case retry, failed

    package var labelText: String { self.rawValue }
}
