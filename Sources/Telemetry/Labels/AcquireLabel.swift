/// How an attempt got its upstream connection.
package enum AcquireLabel: String, ClosedLabel {
    case reused, new, timeout

    package var labelText: String { self.rawValue }
}
