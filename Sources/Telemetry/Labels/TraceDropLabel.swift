/// Why spans of a kept trace were lost.
package enum TraceDropLabel: String, ClosedLabel {
    case queueFull = "queue_full"
    case rejected
    case shutdown

    package var labelText: String { self.rawValue }
}
