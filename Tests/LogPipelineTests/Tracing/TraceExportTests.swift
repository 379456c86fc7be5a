import Glibc
import LogPipeline
import Telemetry
import TestKit
import Testing

/// Spans on their way to a strict receiver: every answer it can give, and what is counted.
@Suite(.timeLimit(.minutes(15))) struct TraceExportTests {
    @Test func spansArriveOnceWithTheirRecords() throws {
        let rig = try TraceRig()
        try rig.rig.pipeline.start()
        rig.write(0..<1_000)
        #expect(rig.wait { rig.receiver.spans.count == 2_000 })
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.receiver.errors.isEmpty)
        #expect(Set(rig.receiver.spans.map(\.spanID)).count == 1_001, "the sample's server spans share an id")
        #expect(Set(rig.receiver.spans.map(\.traceID)).count == 1_000)
        #expect(rig.receiver.batches.allSatisfy { $0 <= 512 })
        #expect(rig.exports("ok") == rig.receiver.batches.count && rig.exports("failed") == 0)
        #expect(rig.dropped("queue_full") == 0 && rig.dropped("rejected") == 0 && rig.dropped("shutdown") == 0)
        let lines = try rig.rig.accessLines().compactMap { $0 }
        #expect(lines.count == 1_000)
        let traces = Set(rig.receiver.spans.map(\.traceID))
        #expect(rig.exemplars.count == 1 && rig.exemplars.allSatisfy(traces.contains))
    }

    @Test(arguments: [429, 502, 503, 504]) func whatMayPassIsSentAgain(_ status: Int) throws {
        let rig = try TraceRig([.status(status, retryAfter: nil), .status(status, retryAfter: 0)])
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.receiver.spans.count == 2 })
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.receiver.requestCount == 3)
        #expect(rig.exports("retry") == 2 && rig.exports("ok") == 1 && rig.exports("failed") == 0)
        #expect(rig.exemplars.count == 1)
    }

    @Test(arguments: [400, 401, 404, 408, 413, 415, 500, 501, 302])
    func whatWillNotPassIsGivenUp(_ status: Int) throws {
        let rig = try TraceRig([.status(status, retryAfter: 1)])
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.exports("failed") == 1 })
        #expect(rig.receiver.requestCount == 1, "never twice")
        #expect(rig.dropped("rejected") == 2)
        #expect(rig.exemplars.isEmpty, "nobody can find the trace")
        rig.write(1..<2)
        #expect(rig.wait { rig.receiver.spans.count == 2 })
        #expect(rig.wait { rig.appLog.contains("spans are exported again") })
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.exemplars.count == 1)
        #expect(rig.appLog.contains("spans cannot be exported") && rig.appLog.contains("status \(status)"))
    }

    @Test func anAnswerThatIsNoneOfOTLPIsAFailure() throws {
        let rig = try TraceRig([.garbage])
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.exports("failed") == 1 })
        #expect(rig.dropped("rejected") == 2 && rig.exemplars.isEmpty)
        rig.rig.pipeline.stop(within: 5)
    }

    @Test func rejectedSpansAreCounted() throws {
        let rig = try TraceRig([.partial(rejected: 3)])
        try rig.rig.pipeline.start()
        rig.write(0..<5)
        #expect(rig.wait { rig.exports("partial") == 1 })
        #expect(rig.dropped("rejected") == 3)
        #expect(rig.exemplars.isEmpty, "which of them is not said")
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.receiver.requestCount == 1, "what was rejected is not sent again")
    }

    @Test(arguments: [OTLPReceiver.Answer.hang, .reset]) func noAnswerIsTriedAgain(_ answer: OTLPReceiver.Answer) throws
    {
        let rig = try TraceRig([answer]) { traces, _ in traces.timeoutNanoseconds = 200_000_000 }
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.receiver.spans.count == 2 })
        #expect(rig.exports("retry") == 1)
        rig.rig.pipeline.stop(within: 5)
    }

    @Test func aBatchIsGivenUpAfterItsTries() throws {
        let answers = [OTLPReceiver.Answer](repeating: .status(503, retryAfter: 0), count: 3)
        let rig = try TraceRig(answers) { traces, _ in traces.tries = 3 }
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.exports("failed") == 1 })
        #expect(rig.receiver.requestCount == 3 && rig.exports("retry") == 2)
        #expect(rig.dropped("rejected") == 2 && rig.exemplars.isEmpty)
        rig.rig.pipeline.stop(within: 5)
    }

    @Test func theReceiverSaysWhen() throws {
        let rig = try TraceRig([.status(429, retryAfter: 1)])
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.receiver.requestCount == 1 })
        let (clock, start) = (ContinuousClock(), ContinuousClock.now)
        #expect(rig.wait { rig.receiver.spans.count == 2 })
        #expect(clock.now - start > .milliseconds(900), "our own wait is 20 ms")
        rig.rig.pipeline.stop(within: 5)
    }

    /// A sink that has no room for a line leaves nothing to point to.
    @Test func withoutItsRecordATraceHasNoExemplar() throws {
        let rig = try TraceRig { _, configuration in configuration.queueBytes = 100 }
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.receiver.spans.count == 2 })
        #expect(rig.rig.account().droppedTotal == 1)
        #expect(rig.exemplars.isEmpty)
        rig.rig.pipeline.stop(within: 5)
    }

    /// Nothing waits for a receiver that hangs: what finds the queue full is counted, and gets no exemplar.
    @Test func aFullQueueIsCounted() throws {
        let rig = try TraceRig([.hang]) { traces, _ in
            traces.queueSpans = 100
            traces.batchSpans = 20
            traces.timeoutNanoseconds = 3_000_000_000
        }
        try rig.rig.pipeline.start()
        rig.write(0..<10)
        #expect(rig.wait { rig.receiver.requestCount == 1 })
        rig.write(10..<60)
        rig.write(60..<61, duration: 3_000_000_000)
        #expect(rig.wait { rig.rig.account().delivered == 61 }, "log records do not wait")
        #expect(rig.dropped("queue_full") == 2, "50 traces have room, one has not")
        #expect(rig.exemplars.count == 1, "none for the trace that was dropped")
        #expect(rig.wait { rig.receiver.spans.count == 120 })
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.receiver.batches.allSatisfy { $0 <= 20 })
    }

    @Test func theEndSendsWhatWaits() throws {
        let rig = try TraceRig { traces, _ in traces.lingerNanoseconds = 3_600_000_000_000 }
        try rig.rig.pipeline.start()
        rig.write(0..<10)
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.receiver.spans.count == 20)
        #expect(rig.dropped("shutdown") == 0)
    }

    @Test func theEndDoesNotWaitForAReceiverThatHangs() throws {
        let rig = try TraceRig([.hang, .hang, .hang, .hang]) { traces, _ in
            traces.batchSpans = 10
            traces.timeoutNanoseconds = 60_000_000_000
        }
        try rig.rig.pipeline.start()
        rig.write(0..<20)
        #expect(rig.wait { rig.receiver.requestCount == 1 })
        let clock = ContinuousClock()
        let start = clock.now
        rig.rig.pipeline.stop(within: 1)
        // The try under way may end 60 s later; nobody waits for it.
        #expect(clock.now - start < .seconds(10))
        #expect(rig.receiver.spans.isEmpty)
    }

    /// Without a sink there is no record to land at.
    @Test func withoutAnAccessLogThereAreNoExemplars() throws {
        let rig = try TraceRig { _, configuration in configuration.accessSinks = [] }
        try rig.rig.pipeline.start()
        rig.write(0..<3)
        #expect(rig.wait { rig.receiver.spans.count == 6 })
        #expect(rig.exemplars.isEmpty)
        rig.rig.pipeline.stop(within: 5)
    }

    @Test func theReceiverSaysUntilWhen() throws {
        var (soon, parts, text) = (time(nil) + 3, tm(), [CChar](repeating: 0, count: 64))
        gmtime_r(&soon, &parts)
        let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        let date = String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let rig = try TraceRig([.statusUntil(503, date: date)])
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.receiver.requestCount == 1 })
        let (clock, start) = (ContinuousClock(), ContinuousClock.now)
        #expect(rig.wait { rig.receiver.spans.count == 2 })
        #expect(clock.now - start > .milliseconds(900), "our own wait is 20 ms")
        rig.rig.pipeline.stop(within: 5)
    }
}
