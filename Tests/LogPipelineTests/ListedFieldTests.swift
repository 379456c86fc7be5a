import Foundation
import LogPipeline
import Telemetry
import Testing

/// `gateway.credential`, `gateway.headers`, `gateway.query` and `gateway.truncated`.
@Suite struct ListedFieldTests {
    let names = NameTable()

    private func line(_ change: (inout SampleRecord) -> Void) throws -> ParsedLine {
        var sample = SampleRecord.handbook(self.names)
        change(&sample)
        return try sample.parsed(self.names)
    }

    @Test func listsAreObjectsOfTexts() throws {
        let line = try self.line {
            $0.credential = "bearer 1f0c9a31"
            $0.headers = SampleList.bytes([("x-tenant", "a, b"), ("x-\"quoted\"", "c\u{1}\"\\")])
            $0.queryValues = SampleList.bytes([("page", "2"), ("sort", "")])
        }
        #expect(line["gateway.credential"] == "bearer 1f0c9a31")
        #expect(
            line.fields["gateway.headers"] as? [String: String] == ["x-tenant": "a, b", "x-\"quoted\"": "c\u{1}\"\\"]
        )
        #expect(line.fields["gateway.query"] as? [String: String] == ["page": "2", "sort": ""])
        #expect(line.fields["gateway.truncated"] == nil)
        let order = ["client.ip", "gateway.credential", "user_agent.original", "gateway.query_keys", "gateway.headers"]
        let places = try (order + ["gateway.query"]).map { try #require(line.text.range(of: "\"\($0)\":")).lowerBound }
        #expect(places == places.sorted())
        #expect(line.text.hasSuffix(#""gateway.query":{"page":"2","sort":""}}"# + "\n"))
    }

    @Test func withoutListsThereAreNoObjects() throws {
        let line = try self.line { _ in }
        for key in ["gateway.headers", "gateway.query", "gateway.credential", "gateway.truncated"] {
            #expect(line.fields[key] == nil)
        }
    }

    @Test(arguments: [(256, false), (257, true)])
    func aValueIsCutAt256Bytes(count: Int, isCut: Bool) throws {
        let line = try self.line {
            $0.headers = SampleList.bytes([("x-a", String(repeating: "v", count: count))])
        }
        let value = (line.fields["gateway.headers"] as? [String: String])?["x-a"] ?? ""
        #expect(value.utf8.count == 256)
        #expect(value.hasSuffix("…") == isCut)
        #expect(line.list("gateway.truncated") == (isCut ? ["gateway.headers"] : nil))
    }

    @Test func aListThatEndedEarlySaysSo() throws {
        let line = try self.line { $0.queryValues = SampleList.bytes([("a", "1")], isCut: true) }
        #expect(line.fields["gateway.query"] as? [String: String] == ["a": "1"])
        #expect(line.list("gateway.truncated") == ["gateway.query"])
        let empty = try self.line { $0.queryValues = SampleList.bytes([], isCut: true) }
        #expect(empty.fields["gateway.query"] == nil)
        #expect(empty.list("gateway.truncated") == ["gateway.query"])
    }

    /// Lengths that lie: a record of another version, a damaged ring.
    @Test(arguments: [[5], [5, 0], [5, 1, 0, 0x61], [3, 255, 255, 0x61, 0x62, 0x63]] as [[UInt8]])
    func aBrokenListIsLeftOut(bytes: [UInt8]) throws {
        #expect(try self.line { $0.headers = bytes }.fields["gateway.headers"] == nil)
    }

    @Test func allCutFieldsAreListedLast() throws {
        let long = String(repeating: "x", count: 3_000)
        let line = try self.line {
            $0.path = long
            $0.userAgent = long
            $0.referrer = "https://a/" + long
            $0.headers = SampleList.bytes([("x-a", String(repeating: "v", count: 257))])
        }
        let fields = ["url.path", "user_agent.original", "http.request.referrer", "gateway.headers"]
        #expect(line.list("gateway.truncated") == fields)
        #expect(
            line.text.hasSuffix(
                #""gateway.truncated":["url.path","user_agent.original","http.request.referrer","gateway.headers"]}"#
                    + "\n"
            )
        )
    }

    /// A record whose every byte is escaped loses fields from the end, never the list of what it lost.
    @Test func aLineOfTheLargestSizeStillSaysWhatItLost() throws {
        let ugly = String(repeating: "\u{1}", count: 2_000)
        let entries = (0..<15).map { ("n\($0)", String(repeating: "\u{2}", count: 250)) }
        let line = try self.line {
            $0.path = ugly
            $0.query = String(repeating: "\u{1}&", count: 900)
            $0.userAgent = ugly
            $0.referrer = ugly
            $0.headers = SampleList.bytes(entries)
            $0.queryValues = SampleList.bytes(entries)
        }
        #expect(line.text.utf8.count <= 32_768)
        #expect(line.fields["gateway.query"] == nil)
        #expect(try #require(line.list("gateway.truncated")).contains("line"))
    }

    @Test func whatWasKeptOutIsCountedByRule() throws {
        let tally = RedactionTally()
        var renderer = AccessRecordRenderer(identity: .sample, names: self.names, redactions: tally)
        var writer = LineWriter()
        var sample = SampleRecord.handbook(self.names)
        for rules: [RedactionRuleLabel] in [[.queryValues, .clientIP], [.queryValues], []] {
            sample.record.redactions = RedactionSet()
            for rule in rules { sample.record.redactions.insert(rule) }
            let isRendered = sample.words.withUnsafeBytes { renderer.render($0, into: &writer) }
            #expect(isRendered)
        }
        #expect(tally[.queryValues] == 2)
        #expect(tally[.clientIP] == 1)
        #expect(tally[.referrer] == 0)
    }

    @Test func everyRuleHasItsBit() {
        for rule in RedactionRuleLabel.allCases {
            var set = RedactionSet()
            #expect(set.isEmpty)
            set.insert(rule)
            #expect(RedactionRuleLabel.allCases.filter { set.contains($0) } == [rule])
            let tally = RedactionTally()
            tally.add(set)
            #expect(RedactionRuleLabel.allCases.filter { tally[$0] == 1 } == [rule])
        }
    }
}
