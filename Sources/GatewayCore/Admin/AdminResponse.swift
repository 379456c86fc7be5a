import NIOCore
import Telemetry

/// An answer of the admin listener.
struct AdminResponse {
    var status: Int
    var contentType: String
    var body: ByteBuffer
    var fields = ""

    static let live = AdminResponse(
        status: 200,
        contentType: "application/json",
        body: ByteBuffer(string: "{\"status\":\"live\"}\n")
    )

    static let busy: AdminResponse = {
        var response = AdminResponse.problem(503, "Too many scrapes are waiting.")
        response.fields = "Retry-After: 1\r\n"
        return response
    }()

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
            body: ByteBuffer(string: "{\"status\":\"\(text)\"}\n")
        )
    }

    static func problem(_ status: Int, _ detail: String, allow: String? = nil) -> AdminResponse {
        let text =
            "{\"type\":\"about:blank\",\"title\":\"\(ProblemWriter.reason(status))\",\"status\":\(status),"
            + "\"detail\":\"\(detail)\"}"
        var response = AdminResponse(
            status: status,
            contentType: "application/problem+json",
            body: ByteBuffer(string: text)
        )
        if let allow { response.fields = "Allow: \(allow)\r\n" }
        return response
    }

    func head(closes: Bool) -> ByteBuffer {
        let reason = self.status == 200 ? "OK" : ProblemWriter.reason(self.status)
        var text = "HTTP/1.1 \(self.status) \(reason)\r\nContent-Type: \(self.contentType)\r\n"
        text += "Content-Length: \(self.body.readableBytes)\r\nCache-Control: no-store\r\n\(self.fields)"
        text += closes ? "Connection: close\r\n\r\n" : "\r\n"
        return ByteBuffer(string: text)
    }
}
