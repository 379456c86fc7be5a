import NIOCore
import Telemetry

/// Writes the gateway's own answers: RFC 9457 problem documents.
enum ProblemWriter {
    struct Problem {
        var outcome: Outcome
        var status: Int
        var detail: String
        /// Seconds.
        var retryAfter: Int?
        var allow: String?
    }

    /// What the gateway takes where no route says otherwise.
    static let defaultMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"

    /// - Returns: The body's length in bytes; for HEAD it is named, but not sent, and 0.
    static func write(_ problem: Problem, for handler: ExchangeHandler, isHead: Bool, into out: inout ByteBuffer) -> Int
    {
        let body = Self.body(problem, handler)
        out.writeStaticString("HTTP/1.1 ")
        out.writeString("\(problem.status) \(Self.reason(problem.status))")
        out.writeStaticString("\r\nContent-Type: application/problem+json\r\nContent-Length: ")
        out.writeString("\(body.utf8.count)\r\n")
        out.writeStaticString("Cache-Control: no-store\r\n")
        if let allow = problem.allow { out.writeString("Allow: \(allow)\r\n") }
        if let seconds = problem.retryAfter { out.writeString("Retry-After: \(seconds)\r\n") }
        out.writeStaticString("Date: ")
        out.writeBytes(handler.shard.dateText)
        out.writeStaticString("\r\n")
        ClientFields.write(handler, into: &out)
        if isHead { return 0 }
        out.writeString(body)
        return body.utf8.count
    }

    private static func body(_ problem: Problem, _ handler: ExchangeHandler) -> String {
        let code = problem.outcome.labelText
        let trace = handler.exchange.trace
        var text = "{\"type\":\"urn:watchgate:error:\(code)\",\"title\":\"\(problem.outcome.title)\""
        text += ",\"status\":\(problem.status),\"detail\":\"\(Self.escape(problem.detail))\",\"code\":\"\(code)\""
        text += ",\"request_id\":\"\(ClientFields.requestIDText(handler.exchange))\""
        if trace.traceIDHigh != 0 || trace.traceIDLow != 0 {
            text += ",\"trace_id\":\"\(Self.hex(trace.traceIDHigh))\(Self.hex(trace.traceIDLow))\""
        }
        return text + ",\"retryable\":\(problem.outcome.isRetryable)}"
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Details are our own texts; names from the configuration may stand in them.
    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\0"..."\u{1F}": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func reason(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: "Error"
        }
    }
}
