/// Which timeout of an attempt ran out.
package enum UpstreamTimeoutLabel: String, ClosedLabel {
    case connect, firstByte = "first_byte", total

    package var labelText: String { self.rawValue }
}
