import NIOCore
import Telemetry

/// An answer of the admin listener.
struct AdminResponse {
    var status: Int
    var contentType: String
    /// At most 64 KiB each.
    var body: [ByteBuffer]
    var fields = ""

    static let live = AdminResponse(
        status: 200,
        contentType: "application/json",
        body: [ByteBuffer(string: "{\"status\":\"live\"}\n")]
    )

    static let busy = Self.unavailable("Too many scrapes are waiting.")
    static let slow = Self.unavailable("Gathering the metrics took too long.")

    /// 200 once ready; 503 while starting and while draining.
    static func ready(_ state: HealthState.State) -> AdminResponse {
        let text =
            switch state {
            case .starting: "starting"
            case .ready: "ready"
            case .draining: "draining"
            }
        return AdminResponse(
            status: state == .ready ? 200 : 503,
            contentType: "application/json",
            body: [ByteBuffer(string: "{\"status\":\"\(text)\"}\n")]
        )
    }

    static func metrics(_ body: ScrapeBody, _ contentType: String, _ coding: ContentCoding) -> AdminResponse {
        var response = AdminResponse(status: 200, contentType: contentType, body: body.chunks)
        response.fields = coding == .gzip ? "Content-Encoding: gzip\r\n" : ""
        return response
    }

    static func problem(_ status: Int, _ detail: String, allow: String? = nil) -> AdminResponse {
        let text =
            "{\"type\":\"about:blank\",\"title\":\"\(ProblemWriter.reason(status))\",\"status\":\(status),"
            + "\"detail\":\"\(detail)\"}"
        var response = AdminResponse(
            status: status,
            contentType: "application/problem+json",
            body: [ByteBuffer(string: text)]
        )
        if let allow { response.fields = "Allow: \(allow)\r\n" }
        return response
    }

    private static func unavailable(_ detail: String) -> AdminResponse {
        var response = AdminResponse.problem(503, detail)
        response.fields = "Retry-After: 1\r\n"
        return response
    }

    func head(closes: Bool) -> ByteBuffer {
        let reason = self.status == 200 ? "OK" : ProblemWriter.reason(self.status)
        let length = self.body.reduce(0) { $0 + $1.readableBytes }
        var text = "HTTP/1.1 \(self.status) \(reason)\r\nContent-Type: \(self.contentType)\r\n"
        text += "Content-Length: \(length)\r\nCache-Control: no-store\r\n\(self.fields)"
        text += closes ? "Connection: close\r\n\r\n" : "\r\n"
        return ByteBuffer(string: text)
    }
}
