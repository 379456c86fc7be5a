import LogPipeline
import TestKit
import Testing

/// The body of a `_bulk` response.
@Suite struct BulkResponseTests {
    private static let text = """
        {"took":3,"errors":true,"items":[{"create":{"_index":".ds-logs","_id":"A","_version":1,"result":"created",\
        "_shards":{"total":2,"failed":0,"list":[1,-2.5e3,null,true,{}]},"status":201,"failure_store":"used"}},\
        {"create":{"status":400,"error":{"reason":"failed \\"x\\" \\u00e9\\ud83d\\ude00","type":"mapper_parsing",\
        "caused_by":{"type":"number_format"}},"_id":"B","failure_store":"not_enabled"}}]}
        """

    @Test func itemsAreReadWhateverElseThereIs() throws {
        let items = try #require(BulkResponse.items(Array(Self.text.utf8), count: 2))
        #expect(items[0] == BulkItem(status: 201, id: "A", usedFailureStore: true))
        let error = BulkItem(status: 400, id: "B", errorType: "mapper_parsing", errorReason: "failed \"x\" é😀")
        #expect(items[1] == error)
    }

    @Test func aCutBodyIsNoAnswer() {
        let bytes = Array(Self.text.utf8)
        for count in 0..<bytes.count { #expect(BulkResponse.items(Array(bytes[..<count]), count: 2) == nil) }
        #expect(BulkResponse.items(bytes + Array(" \n".utf8), count: 2) != nil)
        #expect(BulkResponse.items(bytes + Array("x".utf8), count: 2) == nil)
    }

    @Test(arguments: [0, 1, 3]) func anotherNumberOfItemsIsNoAnswer(count: Int) {
        #expect(BulkResponse.items(Array(Self.text.utf8), count: count) == nil)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "{\"items\":{}}", "{\"items\":[{}]}", "{\"items\":[{\"create\":{}}]}",
        "{\"items\":[{\"index\":{\"status\":201}}]}", "{\"items\":[{\"create\":{\"status\":\"201\"}}]}",
        "{\"items\":[{\"create\":{\"status\":201}},]}", "{\"items\":[{\"create\":{\"status\":201,}}]}",
        "{\"items\":[{\"create\":{\"status\":99}}]}", "{\"items\":[{\"create\":{\"status\":600}}]}",
        "{\"items\":[{\"create\":{\"status\":201},\"create\":{\"status\":201}}]}",
        "{\"items\":[{\"create\":{\"status\":201}}],\"items\":[{\"create\":{\"status\":201}}]}",
        "{\"errors\":0,\"items\":[{\"create\":{\"status\":201}}]}", "<html></html>",
        "{\"items\":[{\"create\":{\"status\":201,\"a\":nil}}]}",
        "{\"items\":[{\"create\":{\"status\":201,\"a\":\"\u{1}\"}}]}",
        "{\"items\":[{\"create\":{\"status\":201,\"a\":\"\\ud800\"}}]}",
        "{\"items\":[{\"create\":{\"status\":201,\"a\":\"\\x\"}}]}",
    ])
    func whatIsNoBulkResponseIsRefused(text: String) {
        #expect(BulkResponse.items(Array(text.utf8), count: 1) == nil)
    }

    @Test func nestingHasALimit() {
        for (depth, isRead) in [(28, true), (29, false)] {
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let text = "{\"items\":[{\"create\":{\"status\":201,\"a\":\(deep)}}]}"
            #expect((BulkResponse.items(Array(text.utf8), count: 1) != nil) == isRead, "depth \(depth)")
        }
    }

    @Test func aReasonIsCut() throws {
        for length in [2048, 2049, 1_000_000] {
            let reason = String(repeating: "r", count: length)
            let text = "{\"items\":[{\"create\":{\"status\":400,\"error\":{\"reason\":\"\(reason)\"}}}]}"
            #expect(BulkResponse.items(Array(text.utf8), count: 1)?.first?.errorReason.utf8.count == 2048)
        }
    }

    @Test func damagedBodiesNeverTrap() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("BulkResponse seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            var bytes = Array(Self.text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = BulkResponse.items(bytes, count: 2)
        }
    }

    @Test func anAnswerNamesTheRecordsThatWereSent() {
        let response = OutboundResponse(status: 200, body: Array(Self.text.utf8))
        func answer(_ ids: String...) -> BulkAnswer {
            BulkAnswer(response, ids: ids.map { Array($0.utf8)[...] }, now: 0)
        }
        if case .items(let items) = answer("A", "B") { #expect(items.count == 2) } else { Issue.record("no items") }
        #expect(answer("B", "A") == .unreadable)
        #expect(answer("A") == .unreadable)
    }

    @Test(arguments: [
        ("0", 0), ("7", 7), ("300", 300), ("301", 300), ("99999999999999999999", 300),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 7), ("Sun, 06 Nov 1994 08:49:30 GMT", 0),
        ("Sun, 06 Nov 1994 08:59:37 GMT", 300), ("Mon, 07 Nov 1994 08:49:37 GMT", 300),
    ])
    func retryAfterIsRead(text: String, seconds: UInt64) {
        // 1994-11-06T08:49:30Z
        #expect(RetryAfter.nanoseconds(text, now: 784_111_770) == seconds * 1_000_000_000)
    }

    @Test(arguments: [
        "", "-1", "1.5", "soon", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
    ])
    func anotherRetryAfterIsIgnored(text: String) { #expect(RetryAfter.nanoseconds(text, now: 0) == nil) }
}
