import LogPipeline
import Testing

/// What an answer means for a batch of ten spans.
@Suite struct ExportVerdictTests {
    private static func verdict(_ status: Int, _ body: [UInt8] = [], retryAfter: Int? = nil) -> ExportVerdict {
        ExportVerdict(.response(status: status, retryAfter: retryAfter, body: body), spanCount: 10)
    }

    @Test func emptyAndWholeAnswersAreGood() {
        #expect(Self.verdict(200) == .taken)
        #expect(Self.verdict(202, [0x0A, 0x00]) == .taken)
        #expect(Self.verdict(200, [0x0A, 0x02, 0x08, 0x00]) == .taken)
        #expect(Self.verdict(200, [0x0A, 0x04, 0x12, 0x02, 0x6F, 0x6B]) == .taken, "a message alone is advice")
        #expect(Self.verdict(200, [0x12, 0x01, 0x61]) == .taken, "fields of a later version")
    }

    @Test func rejectedSpansAreCountedAtMostOnce() {
        #expect(Self.verdict(200, [0x0A, 0x02, 0x08, 0x03]) == .takenPartly(rejected: 3, ""))
        #expect(Self.verdict(200, [0x0A, 0x04, 0x12, 0x00, 0x08, 0x0A]) == .takenPartly(rejected: 10, ""))
        #expect(Self.verdict(200, [0x0A, 0x03, 0x08, 0xE8, 0x07]) == .takenPartly(rejected: 10, ""), "of 1000")
        let most: [UInt8] = [UInt8](repeating: 0xFF, count: 9) + [0x01]
        #expect(Self.verdict(200, [0x0A, 0x0B, 0x08] + most) == .taken, "less than none")
    }

    @Test(
        arguments: [
            [0x0A], [0x0A, 0x05, 0x08, 0x01], [0x08, 0x01], [0x00], [0x0A, 0x01, 0x08], [0x0A, 0x02, 0x12, 0x09],
            [0x0A, 0x02, 0x0A, 0x00], [0x0B], [UInt8](repeating: 0xFF, count: 11), Array("<html>".utf8),
        ] as [[UInt8]]
    )
    func otherBodiesAreNoAnswer(_ body: [UInt8]) {
        guard case .refused = Self.verdict(200, body) else {
            Issue.record("\(body) is \(Self.verdict(200, body))")
            return
        }
    }

    @Test func waitsAreWithinLimits() {
        #expect(Self.verdict(503, retryAfter: 60) == .again(after: 60, "status 503"))
        #expect(Self.verdict(503, retryAfter: 61) == .again(after: 60, "status 503"))
        #expect(Self.verdict(503, retryAfter: -1) == .again(after: 0, "status 503"))
        #expect(Self.verdict(503) == .again(after: nil, "status 503"))
        #expect(ExportVerdict(.none("refused"), spanCount: 1) == .again(after: nil, "refused"))
        #expect(Self.verdict(500) == .refused("status 500"))
    }
}
