/// What a client connection is doing: an exchange is open on it, or it waits for the next request.
package enum ConnectionStateLabel: String, ClosedLabel {
    case active, idle

    package var labelText: String { self.rawValue }
}
