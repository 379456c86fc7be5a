import Foundation
import Testing

/// What Prometheus 2.42 and 3 ask for, and others, in every combination with encodings (telemetry.md section 11).
@Suite(.blocking) struct NegotiationMatrixTests {
    /// Accept fields as those programs send them, and the type of the answer.
    private static let accepts: [(accept: String?, type: String)] = [
        (
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"
        ),
        (
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                + "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; "
                + "escaping=underscores"
        ),
        (
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
        ),
        (
            "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
        ),
        (
            "application/openmetrics-text;version=2.0.0",
            "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=underscores"
        ),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/plain; version=0.0.4; charset=utf-8"),
        (nil, "text/plain; version=0.0.4; charset=utf-8"),
    ]

    private static let encodings: [(field: String?, isGzip: Bool)] = [
        ("gzip", true), ("gzip, deflate, br, zstd", true), ("gzip;q=0", false), ("identity", false), ("br", false),
        (nil, false),
    ]

    @Test func everyCombinationIsAnsweredAsAsked() throws {
        let gateway = try GatewayProcess.start(.proxy(toPort: try FreePort.find()))
        defer { gateway.stop() }
        for (accept, type) in Self.accepts {
            for (encoding, isGzip) in Self.encodings {
                var fields = accept.map { ["Accept: \($0)"] } ?? []
                if let encoding { fields.append("Accept-Encoding: \(encoding)") }
                let lines = fields.joined(separator: "\r\n")
                let response = try lines.isEmpty ? gateway.admin("/metrics") : gateway.admin("/metrics", lines)
                let asked = "\(accept ?? "no Accept") with \(encoding ?? "no encoding")"
                #expect(response.status == 200, "\(asked)")
                #expect(response["Content-Type"] == type, "\(asked)")
                #expect(response["Content-Encoding"] == (isGzip ? "gzip" : nil), "\(asked)")
                #expect(response.body.starts(with: [0x1F, 0x8B] as [UInt8]) == isGzip, "\(asked)")
            }
        }
    }
}
