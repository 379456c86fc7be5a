/// What the admin listener needs to know of a request.
struct AdminRequest {
    let method: Method
    let path: String
    /// Without `?`.
    let query: String
    let accept: String?
    let keepsAlive: Bool

    var isHead: Bool { self.method == .head }

    init(_ head: borrowing RequestHead) {
        self.method = head.method
        self.path = head.withPath { String(decoding: $0, as: UTF8.self) }
        self.query = head.withQuery { String(decoding: $0, as: UTF8.self) }
        self.accept = head.withValue(named: "accept") { String(decoding: $0, as: UTF8.self) }
        self.keepsAlive = head.keepsAlive
    }
}
