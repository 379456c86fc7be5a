import Telemetry
import TestKit
import Testing

/// Consistent probability sampling of OpenTelemetry ("TraceState: Probability Sampling").
@Suite struct TraceSamplingTests {
    @Test(arguments: [
        (1.0, "0"), (0.5, "8"), (0.25, "c"), (0.1, "e666"), (0.01, "fd70a"), (0.001, "ffbe77"), (1.0 / 3, "aaab"),
        (0.0001, "fff9724"),
    ])
    func thresholdsHaveFourDigitsThatSaySomething(_ rate: Double, _ text: String) {
        #expect(TraceSampling(rate: rate, key: 1).thresholdText == text)
    }

    @Test(arguments: [0, 0.001, 0.01, 0.25, 0.5, 1])
    func theShareIsKept(_ rate: Double) {
        let sampling = TraceSampling(rate: rate, key: 1)
        var generator = SeededGenerator(seed: 11)
        let count = 200_000
        let kept = (0..<count).filter { _ in sampling.keeps(generator.next()) }.count
        let expected = rate * Double(count)
        #expect(abs(Double(kept) - expected) <= 4 * (expected * (1 - rate)).squareRoot(), "seed 11: \(kept)")
    }

    /// What a lower rate keeps, every higher one keeps.
    @Test func ratesAreConsistent() {
        let rates = [0.001, 0.01, 0.1, 0.5, 1].map { TraceSampling(rate: $0, key: 1) }
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<100_000 {
            let bits = generator.next()
            let kept = rates.map { $0.keeps(bits) }
            #expect(kept == kept.sorted { !$0 && $1 }, "seed 12")
        }
    }

    /// Only the low 56 bits count.
    @Test func theFirstByteDoesNotMatter() {
        let sampling = TraceSampling(rate: 0.5, key: 1)
        #expect(sampling.keeps(0x0080_0000_0000_0000) && sampling.keeps(0xFF80_0000_0000_0000))
        #expect(!sampling.keeps(0x007F_FFFF_FFFF_FFFF) && !sampling.keeps(0xFF7F_FFFF_FFFF_FFFF))
    }

    @Test func randomnessForIDsFromOutsideIsKeyedAndStaysTheSame() {
        let (one, other) = (TraceSampling(rate: 0.5, key: 1), TraceSampling(rate: 0.5, key: 2))
        #expect(one.randomness(traceIDHigh: 3, traceIDLow: 4) == one.randomness(traceIDHigh: 3, traceIDLow: 4))
        #expect(one.randomness(traceIDHigh: 3, traceIDLow: 4) != other.randomness(traceIDHigh: 3, traceIDLow: 4))
        let bits = (0..<20_000).map { one.randomness(traceIDHigh: 0, traceIDLow: $0) }
        #expect(bits.allSatisfy { $0 <= TraceSampling.randomMask })
        let kept = bits.filter { one.keeps($0) }.count
        #expect(abs(kept - 10_000) < 300, "of counted ids \(kept) are kept")
    }
}
