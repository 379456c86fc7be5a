import Foundation
import GatewayConfig
import Telemetry
import TestKit
import Testing

/// `telemetry describe`: nothing declared is missing, nothing else is there.
@Suite struct TelemetryReportTests {
    private struct Label: Decodable, Equatable {
        var name: String
        var kind: String
        var values: [String]?
    }

    private struct Family: Decodable {
        var name: String
        var type: String
        var unit: String?
        var help: String
        var since: String
        var labels: [Label]
        var collapses: [String]
        var series_limit: Int?
        var buckets: [Double]?
        var native_schema: Int?
    }

    private func families() throws -> [Family] {
        try JSONDecoder().decode([Family].self, from: Data(Reports.telemetry().json.text.utf8))
    }

    @Test func everyFamilyIsThereAsItIsDeclared() throws {
        let described = try self.families()
        #expect(described.map(\.name) == Families.all.map(\.name).sorted())
        let declared = Dictionary(uniqueKeysWithValues: Families.all.map { ($0.name, $0) })
        for family in described {
            let descriptor = try #require(declared[family.name])
            #expect(family.type == descriptor.kind.rawValue)
            #expect(family.unit ?? "" == descriptor.unit.rawValue)
            #expect(family.help == descriptor.help)
            #expect(family.labels.map(\.name) == descriptor.labels.map(\.name))
            #expect(family.series_limit == descriptor.limit)
            #expect(family.buckets == descriptor.layout?.bounds)
            #expect(family.native_schema == (descriptor.kind == .histogram ? 3 : nil))
            #expect(family.since.wholeMatch(of: #/\d+\.\d+/#) != nil)
        }
    }

    @Test func labelsNameTheirValues() throws {
        let family = try #require(try self.families().first { $0.name == "http_server_request_duration_seconds" })
        let labels = family.labels
        #expect(labels.map(\.kind) == ["configured", "closed", "status", "closed", "closed", "closed"])
        #expect(labels[3] == Label(name: "url_scheme", kind: "closed", values: SchemeLabel.allCases.map(\.labelText)))
        let outcomes = Outcome.allCases.map(\.labelText).filter { !$0.isEmpty }
        #expect(labels[5].values == outcomes)
        #expect(family.collapses == ["network_protocol_version", "http_request_method", "http_route"])
    }

    @Test func theReferenceIsTheOneOfTheDeclarations() {
        expectGolden(MetricsPage.text, "../../../docs/reference/metrics.md")
    }

    @Test func theTextHasAParagraphForEach() {
        let text = Reports.telemetry().text
        let paragraphs = text.split(separator: "\n\n")
        #expect(paragraphs.count == Families.all.count)
        let expected = """
            gateway_ratelimit_check_duration_seconds
              Time of one rate-limit check.
              histogram in seconds, as many series as the configuration needs, since 0.1
              policy: a name of the configuration
              backend: local, redis
              becomes _other when full: policy
              buckets: 1e-05 2.5e-05 5e-05 0.0001 0.00025 0.0005 0.001 0.0025 0.005 0.01 0.05 0.1 0.5 1.0 +Inf; native schema 3
            """
        #expect(paragraphs.contains { $0 == expected })
    }
}
