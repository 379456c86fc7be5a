/// What the admin listener needs to know of a request.
struct AdminRequest {
    let method: Method
    let path: String
    /// Without `?`.
    let query: String
    /// Several fields of one name are one list (RFC 9110 section 5.3); nil: there is none.
    let accept: String?
    let acceptEncoding: String?
    let keepsAlive: Bool

    var isHead: Bool { self.method == .head }

    init(_ head: borrowing RequestHead) {
        self.method = head.method
        self.path = head.withPath { String(decoding: $0, as: UTF8.self) }
        self.query = head.withQuery { String(decoding: $0, as: UTF8.self) }
        self.accept = head.joinedValue(named: "accept")
        self.acceptEncoding = head.joinedValue(named: "accept-encoding")
        self.keepsAlive = head.keepsAlive
    }
}
