import Telemetry
import Testing

/// Which records are written (telemetry.md section 5).
@Suite struct AccessSamplingTests {
    static let slow: UInt64 = 500_000_000

    static func decide(
        _ rate: Double,
        trace: UInt64 = 1,
        status: UInt16 = 200,
        outcome: Outcome = .success,
        duration: UInt64 = 1,
        key: UInt64 = 7
    ) -> AccessSampling.Decision {
        AccessSampling(rate: rate, slowNanoseconds: slow, key: key).decide(
            status: status,
            outcome: outcome,
            duration: duration,
            traceIDHigh: trace &* 0x9E37_79B9_7F4A_7C15,
            traceIDLow: trace
        )
    }

    @Test func everythingIsWrittenAtAHundredPercent() {
        #expect((0..<1_000).allSatisfy { Self.decide(1, trace: $0) == .always })
    }

    /// 1 000 000 traces at four rates: the share that is written is the rate, within five standard deviations.
    @Test(arguments: [0.5, 0.1, 0.01, 0.001]) func theShareIsTheRate(rate: Double) {
        let count = 1_000_000
        let written = (0..<UInt64(count)).count { Self.decide(rate, trace: $0) == .sampled }
        let expected = rate * Double(count)
        let deviation = (expected * (1 - rate)).squareRoot()
        #expect(abs(Double(written) - expected) < 5 * deviation, "\(written)")
    }

    @Test func failuresAndSlowRequestsAreAlwaysWritten() {
        for trace in 0..<UInt64(200) {
            #expect(Self.decide(0, trace: trace, status: 500) == .always)
            #expect(Self.decide(0, trace: trace, outcome: .clientNoRoute) == .always)
            #expect(Self.decide(0, trace: trace, outcome: .clientClosed) == .always)
            #expect(Self.decide(0, trace: trace, duration: Self.slow) == .always)
            #expect(Self.decide(0, trace: trace, duration: Self.slow - 1) == .leftOut)
            #expect(Self.decide(0, trace: trace, status: 499) == .leftOut)
        }
    }

    @Test func recordsOfKeptTracesAreAlwaysWritten() {
        let sampling = AccessSampling(rate: 0, slowNanoseconds: Self.slow, key: 1)
        for (isKept, expected) in [(true, AccessSampling.Decision.always), (false, .leftOut)] {
            let decision = sampling.decide(
                status: 200,
                outcome: .success,
                duration: 1,
                traceIDHigh: 0,
                traceIDLow: 1,
                isTraceKept: isKept
            )
            #expect(decision == expected)
        }
    }

    /// All records of a trace share its fate; who does not know the key cannot tell which.
    @Test func aTraceIsWrittenWholeAndUnforeseeably() {
        let first = (0..<UInt64(1_000)).map { Self.decide(0.5, trace: $0, key: 1) }
        #expect(first == (0..<UInt64(1_000)).map { Self.decide(0.5, trace: $0, key: 1) })
        let other = (0..<UInt64(1_000)).map { Self.decide(0.5, trace: $0, key: 2) }
        let same = zip(first, other).count { $0 == $1 }
        #expect(same > 400 && same < 600)
    }
}
