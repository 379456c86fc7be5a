import TestKit
import Testing
import watchgate

/// Gaps and repetitions of `event.sequence`.
@Suite struct DeliveryTests {
    private static let key = SequenceAudit.Key(boot: "5f0c9a31", shard: 1, dataset: "gateway.access")

    private static func audit(_ sequences: [UInt64], _ key: SequenceAudit.Key = key) -> SequenceAudit {
        var audit = SequenceAudit()
        for sequence in sequences { audit.note(key, sequence) }
        return audit
    }

    private static func finding(
        _ audit: SequenceAudit,
        _ change: (inout DeliveryCheck.Terms) -> Void = { _ in }
    ) -> Finding {
        var terms = DeliveryCheck.Terms(place: "here", mayBeginLate: false)
        change(&terms)
        return DeliveryCheck.evaluate(.deliveryFile, audit, terms)
    }

    @Test(
        arguments: [
            ([1, 2, 3], nil), ([1, 3], "1 missing (2)"), ([1, 5, 6, 9], "5 missing (2 to 4, 7 to 8)"),
            ([1, 2, 2, 3], "1 twice"), ([2, 3], "1 to 1 missing before the first"), ([1, 4, 2, 3], nil),
            ([1, 4, 2], "1 missing (3)"), ([3, 1], "1 missing (2)"), ([1, 3, 3], "1 missing (2), 1 twice"),
            ([1, .max], "18446744073709551613 missing (2 to 18446744073709551614)"),
            ([.max - 1, .max, .max, .max - 2], "1 to 18446744073709551612 missing before the first, 1 twice"),
        ] as [([UInt64], String?)]
    )
    func numbersAreFollowed(sequences: [UInt64], problem: String?) {
        let finding = Self.finding(Self.audit(sequences))
        #expect(finding.verdict == (problem == nil ? .ok : .failed))
        if let problem { #expect(finding.cause == "here: boot 5f0c9a31 shard 1 gateway.access: \(problem)") }
    }

    @Test func theOldestBootMayBeginLateWhereOldFilesWereDeleted() {
        var audit = Self.audit([7, 8])
        #expect(Self.finding(audit) { $0.mayBeginLate = true }.verdict == .ok)
        audit.note(SequenceAudit.Key(boot: "ffffffff", shard: 0, dataset: "gateway.access"), 2)
        let finding = Self.finding(audit) { $0.mayBeginLate = true }
        #expect(finding.cause.contains("boot ffffffff shard 0 gateway.access: 1 to 1 missing before the first"))
        #expect(Self.finding(audit) { $0.isSpan = true }.verdict == .ok)
    }

    @Test func theEndIsKnownFromTheLastRecord() {
        #expect(Self.finding(Self.audit([1, 2])) { $0.closed = [Self.key: 2] }.verdict == .ok)
        let cut = Self.finding(Self.audit([1, 2])) { $0.closed = [Self.key: 4] }
        #expect(cut.cause.contains("3 to 4 missing at the end"))
        let gone = Self.finding(Self.audit([])) { $0.closed = [Self.key: 4] }
        #expect(gone.cause.contains("all 4 records are missing"))
    }

    @Test func damagedLinesAreFaults() {
        #expect(Self.finding(Self.audit([1])) { $0.damagedLines = 1 }.cause.contains("1 lines are no records"))
    }

    @Test func keysAreLimited() {
        var audit = SequenceAudit()
        for shard in 0..<SequenceAudit.keyLimit {
            audit.note(SequenceAudit.Key(boot: "b", shard: shard, dataset: "d"), 1)
        }
        #expect(audit.untracked == 0)
        audit.note(SequenceAudit.Key(boot: "b", shard: SequenceAudit.keyLimit, dataset: "d"), 1)
        #expect(audit.untracked == 1 && audit.tracks.count == SequenceAudit.keyLimit)
        #expect(Self.finding(audit).verdict == .failed)
    }

    @Test func gapsAreLimited() {
        let limit = UInt64(SequenceAudit.gapLimit)
        var audit = Self.audit((0...limit).map { 2 * $0 + 1 })
        #expect(audit.tracks[Self.key]?.gaps.count == Int(limit))
        #expect(audit.tracks[Self.key]?.isInexact == false)
        audit.note(Self.key, 2 * limit + 3)
        #expect(audit.tracks[Self.key]?.missing == limit + 1)
        #expect(audit.tracks[Self.key]?.isInexact == true)
    }

    /// Some numbers left out, some repeated, neighbours swapped: the counts are those of a plain set.
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func countsAreThoseOfAPlainModel(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var sequences: [UInt64] = []
        for number in 1...300 as ClosedRange<UInt64> where Int.random(in: 0..<10, using: &random) > 0 {
            sequences.append(number)
            if Int.random(in: 0..<20, using: &random) == 0 { sequences.append(number) }
        }
        for index in sequences.indices.dropFirst() where Int.random(in: 0..<10, using: &random) == 0 {
            sequences.swapAt(index, index - 1)
        }
        let track = Self.audit(sequences).tracks[Self.key]
        let all = Set(sequences)
        let span = (all.max() ?? 0) - (all.min() ?? 0) + 1
        #expect(track?.missing == span - UInt64(all.count), "seed \(seed)")
        #expect(track?.repeated == UInt64(sequences.count - all.count), "seed \(seed)")
    }

    private static func read(_ line: String) -> RecordKeyReader? {
        let bytes = Array(line.utf8)
        return bytes.withUnsafeBytes { RecordKeyReader($0) }
    }

    private static let head = #"{"message":"x \"gateway.boot\":\"no\"","event.dataset":"gateway.access","#

    @Test func whoseRecordALineIs() {
        let rest =
            #""event.sequence":17,"gateway.boot":"5f0c9a31","gateway.shard":1,"gateway.sample_rate":12.5,"h":{}}"#
        let record = Self.read(Self.head + rest)
        #expect(record?.key == Self.key)
        #expect(record?.sequence == 17)
        #expect(record?.closed.isEmpty == true)
    }

    @Test(arguments: [
        "", "{}", #"{"message":"x"}"#,
        #"{"event.dataset":"d","event.sequence":0,"gateway.boot":"b","gateway.shard":1}"#,
        #"{"event.dataset":"d","event.sequence":1,"gateway.boot":"b","gateway.shard":1"#, "plain text",
    ])
    func otherLinesAreNoRecords(line: String) { #expect(Self.read(line) == nil) }

    @Test func theLastRecordStatesAllSequences() {
        let record = Self.read(
            #"{"message":"stream.closed","event.dataset":"gateway.app","event.sequence":3,"gateway.boot":"b","#
                + #""gateway.shard":255,"labels.access_sequences":"0:5 1:7","labels.access_sequences_2":"2:9","#
                + #""labels.app_sequence":"3","labels.other":"x"}"#
        )
        let access = { (shard: Int) in SequenceAudit.Key(boot: "b", shard: shard, dataset: "gateway.access") }
        let app = SequenceAudit.Key(boot: "b", shard: 255, dataset: "gateway.app")
        #expect(record?.closed == [access(0): 5, access(1): 7, access(2): 9, app: 3])
    }

    @Test func pagesOfASearchAreReadStrictly() throws {
        let page = { (text: String) throws -> SearchPage in try SearchPage(Array(text.utf8)) }
        let good = #"{"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[{"sort":["b",1,"d",7]}]}}"#
        #expect(try page(good).records.map(\.sequence) == [7])
        #expect(try page(#"{"timed_out":false,"_shards":{"failed":0}}"#).records.isEmpty)
        for bad in [
            "", "[]", good.replacing("false", with: "true"), good.replacing(#""failed":0"#, with: #""failed":1"#),
            good.replacing("[\"b\",1", with: "[null,1"), good.replacing(",7]", with: "]"),
        ] { #expect(throws: SearchPage.Unusable.self) { try page(bad) } }
        let after = SearchPage.request(since: "1h", after: (Self.key, 17))
        #expect(after.contains(#""search_after":["5f0c9a31",1,"gateway.access",17]"#))
    }
}
