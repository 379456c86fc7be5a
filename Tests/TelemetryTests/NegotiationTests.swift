import Telemetry
import Testing

/// Which format a scrape gets (telemetry.md section 1, negotiation).
@Suite struct NegotiationTests {
    private static let text = "text/plain; version=0.0.4; charset=utf-8"
    private static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"

    private static let prometheus242 =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    private static let prometheus3 =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
        + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
    private static let prometheusNative =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
        + "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"

    private static let protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping="
    private static let prometheus3Native =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;"
        + "escaping=allow-utf-8;q=0.7," + prometheus3

    /// Equal weights: the richest format wins, in whatever order they are named.
    @Test func tiesGoToTheRicherFormat() {
        let ranked: [(accept: String, format: ExpositionFormat, version: String)] = [
            ("text/plain;version=0.0.4", .text004, "version=0.0.4"),
            ("text/plain;version=1.0.0", .text004, "version=1.0.0"),
            ("application/openmetrics-text;version=0.0.1", .openMetrics100, "version=0.0.1"),
            ("application/openmetrics-text;version=1.0.0", .openMetrics100, "version=1.0.0"),
            ("application/openmetrics-text;version=2.0.0", .openMetrics200, "version=2.0.0"),
            (
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited", .protobuf,
                "encoding=delimited"
            ),
        ]
        for count in 1...ranked.count {
            for accept in [ranked.prefix(count).map(\.accept), ranked.prefix(count).reversed().map(\.accept)] {
                let answer = ExpositionFormat.negotiate(accept: accept.joined(separator: ", "))
                #expect(answer.format == ranked[count - 1].format)
                #expect(answer.contentType.contains(ranked[count - 1].version))
            }
        }
    }

    @Test(arguments: [
        prometheus242, "application/openmetrics-text", "application/openmetrics-text; version=1.0.0",
        "APPLICATION/OpenMetrics-Text;VERSION=1.0.0", "application/openmetrics-text;version=\"1.0.0\"",
        "application/openmetrics-text;version=\"1\\.0.0\"", "application/openmetrics-text;escaping=dots",
        "text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0",
        "*/*;q=0.9, application/openmetrics-text;q=0.901", ",, application/openmetrics-text ,",
        "application/openmetrics-text;version=2.0.0;q=0.1,application/openmetrics-text;version=1.0.0",
        "application/openmetrics-text;version=2.0.0;q=0,application/openmetrics-text;version=1.0.0;q=0.1",
        "application/openmetrics-text\t;\tversion=1.0.0", "application/openmetrics-text;charset=utf-8;version=1.0.0",
    ])
    func openMetricsWins(_ accept: String) {
        let answer = ExpositionFormat.negotiate(accept: accept)
        #expect(answer.format == .openMetrics100)
        #expect(answer.contentType == Self.openMetrics)
    }

    @Test(arguments: [
        nil, "", " ", ",", "*/*", "text/*", "text/plain", "text/plain;version=0.0.4", "text/html", "application/json",
        "text/plain;version=0.0.3", "application/openmetrics-text;version=0.0.2", "application/*",
        "application/openmetrics-text;version=2.0.1", "application/openmetrics-text;q=0",
        "application/openmetrics-text;version=2.0.0;q=0", "application/openmetrics-text;q=0,application/*",
        "application/openmetrics-text;version=1.0.0;q=0,application/openmetrics-text;q=0.5",
        "application/openmetrics-text;q=0.000", "application/openmetrics-text;q=0.4,text/plain;q=0.5",
        "application/vnd.google.protobuf", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily",
        "application/vnd.google.protobuf;encoding=delimited",
        "application/vnd.google.protobuf;proto=x;encoding=delimited",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=compact-text",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
    ])
    func text004IsWhatIsLeft(_ accept: String?) {
        let answer = ExpositionFormat.negotiate(accept: accept)
        #expect(answer.format == .text004)
        #expect(answer.contentType == Self.text)
    }

    @Test(arguments: [
        "application/openmetrics-text;q=2", "application/openmetrics-text;q=1.001", "application/openmetrics-text;q=.5",
        "application/openmetrics-text;q=0.1234", "application/openmetrics-text;q=", "application/openmetrics-text;q",
        "application/openmetrics-text;q=-1", "application/openmetrics-text;q=0,5", "application/openmetrics-text;q=1e0",
        "application/openmetrics-text;version", "application/openmetrics-text;version=",
        "application/openmetrics-text;",
        "application/openmetrics-text;version=\"1.0.0", "application/openmetrics-text;=1.0.0", "application",
        "application/", "/openmetrics-text", "*/openmetrics-text", "application/openmetrics-text/x",
        "application/openmetrics-text x", "application/openmetrics-text version=1.0.0",
        "application/openmetrics-text;version = 1.0.0", "application/openmetrics-text,@", "é/é",
        "application/openmetrics-text;version=1.0.0;version=1.0.0", "application/openmetrics-text;v=\"\u{1}\"",
    ])
    func aMalformedFieldGivesText004(_ accept: String) {
        #expect(ExpositionFormat.negotiate(accept: accept).contentType == Self.text)
    }

    @Test(arguments: [
        (prometheus3, "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"),
        (
            "application/openmetrics-text;escaping=allow-utf8",
            "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf8"
        ),
        (
            "application/openmetrics-text;version=0.0.1",
            "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores"
        ),
        (
            "text/plain;version=1.0.0;escaping=allow-utf-8,text/plain;version=0.0.4",
            "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
        ),
        (
            "application/openmetrics-text;version=2.0.0;escaping=dots",
            "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=underscores"
        ),
        (prometheusNative, protobuf + "underscores"),
        (prometheus3Native, protobuf + "allow-utf-8"),
        ("text/plain;version=1.0.0;escaping=values", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores"),
    ])
    func versionAndEscapingAreAnswered(_ accept: String, _ contentType: String) {
        #expect(ExpositionFormat.negotiate(accept: accept).contentType == contentType)
    }
}
