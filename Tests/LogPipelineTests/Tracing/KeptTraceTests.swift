import LogPipeline
import Telemetry
import Testing

/// What an access record says of its trace.
@Suite struct KeptTraceTests {
    @Test(arguments: [0, 1, 10]) func itIsReadBehindTheTexts(_ count: Int) throws {
        let sample = TraceSample.record(attempts: count)
        let trace = try #require(TraceSample.trace(sample))
        #expect(trace.record.spanID == sample.record.spanID)
        #expect(trace.spanCount == 1 + count)
        #expect(trace.attempts.map(\.spanID) == sample.attempts.map(\.spanID))
        #expect(trace.trace.decision == TraceDecisionLabel.keptExemplar.rawValue)
    }

    @Test func theLineIsThatOfAnyRecord() {
        let sample = TraceSample.record()
        var plain = sample
        plain.trace = nil
        #expect(sample.line(TraceSample.names) == plain.line(TraceSample.names))
    }

    @Test func recordsOfOtherTracesHaveNone() {
        var sample = TraceSample.record()
        sample.trace = nil
        #expect(TraceSample.trace(sample) == nil)
    }

    /// Whatever the bytes are, nothing beyond them is read.
    @Test func brokenRecordsHaveNone() {
        let words = TraceSample.record(attempts: 2).words
        words.withUnsafeBytes { bytes in
            for count in stride(from: 0, to: bytes.count - 7, by: 1) {
                #expect(KeptTrace(UnsafeRawBufferPointer(rebasing: bytes[..<count])) == nil)
            }
        }
        var sample = TraceSample.record(attempts: 2)
        var copy = sample.words
        copy.withUnsafeMutableBytes { bytes in
            var record = bytes.load(as: AccessRecord.self)
            record.texts.trace -= 8
            bytes.storeBytes(of: record, as: AccessRecord.self)
        }
        #expect(copy.withUnsafeBytes { KeptTrace($0) } == nil)
        sample.attempts = []
        #expect(TraceSample.trace(sample) != nil)
    }
}
