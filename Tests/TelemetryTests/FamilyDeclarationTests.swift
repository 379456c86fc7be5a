import Foundation
import Telemetry
import Testing

/// What Prometheus' linter and OpenMetrics forbid (telemetry.md section 1, promlint traps), for every family declared.
@Suite struct FamilyDeclarationTests {
    private static let words: Set<Substring> = ["gauge", "counter", "histogram", "summary"]
    private static let units: Set<Substring> = [
        "days", "day", "hours", "hour", "minutes", "minute", "weeks", "week", "bits", "milliseconds", "microseconds",
        "nanoseconds", "kilobytes", "megabytes", "percent", "s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "m",
        "h", "d",
    ]

    @Test func namesAreUnique() {
        let names = Families.all.map(\.name)
        #expect(Set(names).count == names.count)
        let openMetrics = Families.all.map { Self.openMetricsName($0) }
        #expect(Set(openMetrics).count == openMetrics.count, "a gauge has the name of a counter without _total")
    }

    @Test func noNameIsAnotherWithASampleSuffix() {
        let names = Set(Families.all.map { Self.openMetricsName($0) })
        for name in names {
            for suffix in ["_total", "_created", "_count", "_sum", "_bucket", "_gcount", "_gsum", "_info"] {
                #expect(!names.contains(name + suffix), "\(name)\(suffix) reads as a sample of \(name)")
            }
        }
    }

    @Test(arguments: Families.all) func nameIsWellFormed(_ family: FamilyDescriptor) {
        let parts = family.name.split(separator: "_", omittingEmptySubsequences: false)
        #expect(family.name.utf8.allSatisfy { Self.isNameByte($0) } && !parts.contains(""))
        for part in parts { #expect(!Self.words.contains(part) && !Self.units.contains(part)) }
        for suffix in ["_count", "_sum", "_bucket", "_created", "_gcount", "_gsum"] {
            #expect(!family.name.hasSuffix(suffix))
        }
        #expect(family.name.hasSuffix("_total") == (family.kind == .counter))
        #expect(family.name.hasSuffix("_info") == (family.kind == .info))
        if family.name.contains("_timestamp_seconds") { #expect(family.kind == .gauge) }
    }

    @Test(arguments: Families.all) func unitIsTheEndOfTheName(_ family: FamilyDescriptor) {
        let base = Self.openMetricsName(family)
        for unit in [MetricUnit.seconds, .bytes, .ratio] {
            #expect(base.hasSuffix("_" + unit.rawValue) == (family.unit == unit), "\(family.name)")
        }
    }

    @Test(arguments: Families.all) func helpIsASentence(_ family: FamilyDescriptor) {
        #expect(family.help.hasSuffix(".") && family.help.first?.isLowercase == false)
        #expect(!family.help.contains("\n") && !family.help.contains("\"") && family.help.utf8.count < 160)
    }

    @Test(arguments: Families.all) func labelsAreWellFormed(_ family: FamilyDescriptor) {
        let names = family.labels.map(\.name)
        #expect(Set(names).count == names.count)
        for label in family.labels {
            #expect(label.name.utf8.allSatisfy { Self.isNameByte($0) } && !label.name.hasPrefix("__"))
            #expect(!["le", "quantile", "job", "instance"].contains(label.name))
            guard case .closed(let texts) = label.values else { continue }
            #expect(Set(texts).count == texts.count && texts != [""] && !texts.isEmpty)
            #expect(texts.allSatisfy { $0.utf8.count <= 128 })
        }
        let neverCollapse = ["http_response_status_code", "error_type", "result", "reason", "who"]
        for index in family.collapseOrder { #expect(!neverCollapse.contains(names[index])) }
        if family.labels.contains(where: { if case .status = $0.values { true } else { false } }) {
            #expect(family.limit != nil, "a family with open combinations needs a limit")
        }
    }

    @Test(arguments: Families.all) func bucketsAscend(_ family: FamilyDescriptor) {
        #expect((family.layout != nil) == (family.kind == .histogram))
        guard let bounds = family.layout?.bounds else { return }
        #expect(!bounds.isEmpty && bounds.count <= 30 && bounds.allSatisfy { $0 > 0 && $0.isFinite })
        #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 })
    }

    /// The Swift name is the family's without its unit and `_total`: what other modules rely on.
    @Test func everyFamilyIsListedUnderItsName() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Sources/Telemetry/Metrics"
        )
        var declared: [String: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasPrefix("Families") {
            let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in source.matches(of: /static let (\w+) = \w+Family\(\s*"(\w+)"/) {
                declared[String(match.2)] = String(match.1)
            }
        }
        #expect(Set(declared.keys) == Set(Families.all.map(\.name)))
        for family in Families.all {
            var parts = family.name.split(separator: "_")
            while let last = parts.last, ["total", "seconds", "bytes"].contains(last) { parts.removeLast() }
            let name = parts[0] + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            #expect(declared[family.name]?.lowercased() == name.lowercased())
        }
    }

    private static func openMetricsName(_ family: FamilyDescriptor) -> String {
        for suffix in ["_total", "_info"] where family.name.hasSuffix(suffix) {
            return String(family.name.dropLast(suffix.count))
        }
        return family.name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
