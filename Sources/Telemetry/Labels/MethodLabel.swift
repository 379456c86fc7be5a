/// The request method as a label: the methods of RFC 9110 section 9 and PATCH, everything else is `_OTHER`.
@usableFromInline package enum MethodLabel: UInt8, ClosedLabel {
    case get, head, post, put, patch, delete, options, connect, trace, other

    package var labelText: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .connect: "CONNECT"
        case .trace: "TRACE"
        case .other: "_OTHER"
        }
    }
}
