import Testing

/// A request that the gateway must refuse, and how.
struct RefusedRequest: Sendable, CustomTestStringConvertible {
    let name: String
    /// Latin-1: one character is one byte.
    let text: String
    let status: Int
    let code: String
    var allow: String?

    init(_ name: String, _ text: String, status: Int = 400, code: String = "client_bad_request", allow: String? = nil) {
        self.name = name
        self.text = text
        self.status = status
        self.code = code
        self.allow = allow
    }

    /// A GET with one odd field line, or several; they come before Host, which is right.
    static func field(_ name: String, _ lines: String, status: Int = 400, code: String = "client_bad_request") -> Self {
        Self(name, "GET /x HTTP/1.1\r\n\(lines)\r\nHost: a\r\n\r\n", status: status, code: code)
    }

    /// A GET of an odd target.
    static func target(_ name: String, _ target: String, status: Int = 400, code: String = "client_bad_request") -> Self
    {
        Self(name, "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", status: status, code: code)
    }

    /// A GET with an odd Host.
    static func host(_ name: String, _ value: String) -> Self {
        Self(name, "GET /x HTTP/1.1\r\nHost: \(value)\r\n\r\n")
    }

    /// A chunked POST with an odd body.
    static func chunks(_ name: String, _ body: String) -> Self {
        Self(name, "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)")
    }

    var bytes: [UInt8] { self.text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    var testDescription: String { self.name }
}
