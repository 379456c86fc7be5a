/// The scheme of the request's URL.
package enum SchemeLabel: String, ClosedLabel {
    case http, https

    package var labelText: String { self.rawValue }
}
