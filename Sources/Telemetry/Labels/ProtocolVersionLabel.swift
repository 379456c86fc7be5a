/// The HTTP version of a request, without the protocol's name.
package enum ProtocolVersionLabel: String, ClosedLabel {
    case http10 = "1.0", http11 = "1.1", other = "_other"

    package var labelText: String { self.rawValue }
}
