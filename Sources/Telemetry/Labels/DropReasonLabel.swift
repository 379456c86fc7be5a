/// Why a log record was lost.
package enum DropReasonLabel: String, ClosedLabel {
    case ringFull = "ring_full"
    case queueFull = "queue_full"
    case spoolFull = "spool_full"
    case spoolCorrupt = "spool_corrupt"
    case oversize
    case encodeError = "encode_error"
    case ioError = "io_error"
    case shutdown
    case sinkDisabled = "sink_disabled"

    package var labelText: String { self.rawValue }
}
