/// syslog's levels (RFC 5424 table 2) for those of `log.level`.
enum JournalPriority {
    /// One digit; an unknown level is `notice`.
    static func digit(_ level: UnsafeRawBufferPointer) -> StaticString {
        switch level.first {
        case 0x63: "2"  // critical
        case 0x65: "3"  // error
        case 0x77: "4"  // warn of the access stream, warning of the app stream
        case 0x69: "6"  // info
        case 0x64, 0x74: "7"  // debug, trace
        default: "5"
        }
    }
}
