import LogPipeline
import Testing

/// What answers to a search say of the record that was asked for.
@Suite struct SearchResponseTests {
    private static func answer(_ text: String) -> CanaryWatch.Answer {
        SearchResponse.answer(Array(text.utf8), id: "A")
    }

    private static let whole = #"""
        {"took":3,"timed_out":false,"_shards":{"total":2,"successful":2,"skipped":0,"failed":0},
        "hits":{"total":{"value":1,"relation":"eq"},"max_score":1.0,"hits":[{"_index":".ds-x","_id":"A","_score":1.0}]}}
        """#

    @Test func theRecordIsFound() { #expect(Self.answer(Self.whole) == .found) }

    @Test func noHitsFromAllShardsMeanThatItIsNotThere() {
        let text = #"{"timed_out":false,"_shards":{"failed":0},"hits":{"max_score":null,"hits":[]}}"#
        #expect(Self.answer(text) == .absent)
    }

    @Test(
        arguments: [
            #"{"timed_out":true,"_shards":{"failed":0},"hits":{"hits":[]}}"#,
            #"{"timed_out":false,"_shards":{"failed":1},"hits":{"hits":[]}}"#,
            #"{"timed_out":false,"hits":{"hits":[]}}"#, #"{"_shards":{"failed":0},"hits":{"hits":[]}}"#,
            #"{"timed_out":false,"_shards":{"failed":0}}"#, #"{"timed_out":false,"_shards":{"failed":0},"hits":{}}"#,
            #"{"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[{"_id":"B"}]}}"#,
            #"{"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[{}]}}"#,
            #"{"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[]}} x"#, "", "{}", "[]", "null",
            "<html>hello</html>",
        ]
    ) func anythingElseSaysNothing(_ text: String) { #expect(Self.answer(text) == .unreadable) }

    @Test func everyCutSaysNothing() {
        let bytes = Array(Self.whole.utf8)
        for count in 0..<bytes.count {
            #expect(SearchResponse.answer(Array(bytes[..<count]), id: "A") == .unreadable, "cut at \(count)")
        }
    }

    /// A hit counts even when other shards have failed.
    @Test func aHitIsAHit() {
        #expect(Self.answer(#"{"timed_out":true,"_shards":{"failed":1},"hits":{"hits":[{"_id":"A"}]}}"#) == .found)
    }
}
