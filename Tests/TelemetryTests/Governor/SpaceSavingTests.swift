import Telemetry
import TestKit
import Testing

/// What the sketch promises, against exact counts.
///
/// A failure names its seed.
@Suite struct SpaceSavingTests {
    private struct Item {
        var count: UInt64
        var error: UInt64
    }

    private static func offer(_ text: String, to sketch: inout SpaceSaving) {
        Array(text.utf8).withUnsafeBytes { sketch.offer(OpenValue($0, key: 7)) }
    }

    private static func items(_ sketch: borrowing SpaceSaving) -> [String: Item] {
        var items: [String: Item] = [:]
        sketch.forEach { items[String(decoding: $0, as: UTF8.self)] = Item(count: $1, error: $2) }
        return items
    }

    @Test func countsAreExactWhileThereIsRoom() {
        var sketch = SpaceSaving(capacity: 4)
        for text in ["a", "b", "a", "c", "a", "d", "b", ""].dropLast() { Self.offer(text, to: &sketch) }
        let items = Self.items(sketch)
        #expect(items.mapValues(\.count) == ["a": 3, "b": 2, "c": 1, "d": 1])
        #expect(items.values.allSatisfy { $0.error == 0 })
    }

    @Test func theRarestGivesWay() {
        var sketch = SpaceSaving(capacity: 2)
        for text in ["a", "a", "b", "c"] { Self.offer(text, to: &sketch) }
        let items = Self.items(sketch)
        #expect(items["b"] == nil && items["a"]?.count == 2)
        #expect(items["c"]?.count == 2 && items["c"]?.error == 1)
    }

    @Test func anEmptySketchBeginsAnew() {
        var sketch = SpaceSaving(capacity: 3)
        for text in ["a", "b", "c", "d", "d", "e"] { Self.offer(text, to: &sketch) }
        sketch.removeAll()
        #expect(Self.items(sketch).isEmpty)
        for text in ["x", "x", "y"] { Self.offer(text, to: &sketch) }
        #expect(Self.items(sketch).mapValues(\.count) == ["x": 2, "y": 1])
    }

    @Test(arguments: [1, 2, 3, UInt64.random(in: 0 ... .max)], [1, 7, 64, 400])
    func everyBoundHolds(seed: UInt64, capacity: Int) {
        var generator = SeededGenerator(seed: seed)
        var sketch = SpaceSaving(capacity: capacity)
        var exact: [String: UInt64] = [:]
        let total: UInt64 = 30_000
        for _ in 0..<total {
            // Small numbers are frequent: of each power of two as many as of the next.
            let bits = Int(generator.next() % 14)
            let text = "value-\(generator.next() & ((1 << UInt64(bits)) - 1))"
            exact[text, default: 0] += 1
            Self.offer(text, to: &sketch)
        }
        let items = Self.items(sketch)
        #expect(items.count == min(capacity, exact.count), "seed \(seed)")
        #expect(items.values.reduce(0) { $0 + $1.count } == total, "seed \(seed)")
        for (text, item) in items {
            let truth = exact[text] ?? 0
            #expect(item.count >= truth && item.count - item.error <= truth, "seed \(seed): \(text)")
            #expect(item.error <= total / UInt64(capacity), "seed \(seed): \(text)")
        }
        for (text, count) in exact where count > total / UInt64(capacity) {
            #expect(items[text] != nil, "seed \(seed): \(text) is frequent")
        }
    }

    @Test func aLongValueIsItsFirst128Bytes() {
        var sketch = SpaceSaving(capacity: 4)
        let start = String(repeating: "x", count: 128)
        for end in ["1", "2", ""] { Self.offer(start + end, to: &sketch) }
        #expect(Self.items(sketch).mapValues(\.count) == [start: 3])
    }

    @Test(
        arguments: [
            ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xC3], "\u{FFFD}"), ([], ""), (Array("订单".utf8), "订单"),
            (Array(repeating: 0x61, count: 127) + [0xE8, 0xAE, 0xA2], String(repeating: "a", count: 127)),
            (Array(repeating: 0x61, count: 300), String(repeating: "a", count: 128)),
            (Array(repeating: 0xFF, count: 128), String(repeating: "\u{FFFD}", count: 42)),
            (Array(repeating: 0x61, count: 125) + [0xE8, 0xAE, 0xA2], String(repeating: "a", count: 125) + "订"),
        ] as [([UInt8], String)]
    )
    func textsFromOutsideAreMadeFit(bytes: [UInt8], text: String) {
        #expect(OpenText.make(bytes) == text)
        #expect(OpenText.make(bytes).utf8.count <= 128)
    }
}
