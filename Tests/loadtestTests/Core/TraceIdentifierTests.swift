import Testing
import loadtest

@Suite struct TraceIdentifierTests {
    private func text(_ identifiers: TraceIdentifiers, _ index: Int) -> String {
        withUnsafeTemporaryAllocation(byteCount: TraceIdentifiers.byteCount, alignment: 1) { bytes in
            if let start = bytes.baseAddress { identifiers.write(index: index, to: start) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func aTraceParentHasTheFormOfTheStandard() {
        let identifiers = TraceIdentifiers(seed: 42)
        for index in 0..<1_000 {
            let parts = self.text(identifiers, index).split(separator: "-", omittingEmptySubsequences: false)
            #expect(parts.map(\.count) == [2, 32, 16, 2])
            #expect(parts[0] == "00" && parts[3] == "02")
            #expect(parts.joined().allSatisfy { $0.isNumber || ("a"..."f").contains($0) })
            #expect(parts[1] == identifiers.traceID(index: index))
        }
    }

    @Test func theSeedDecides() {
        let first = (0..<100).map { self.text(TraceIdentifiers(seed: 1), $0) }
        #expect(first == (0..<100).map { self.text(TraceIdentifiers(seed: 1), $0) })
        #expect(Set(first).count == 100)
        #expect(Set(first).isDisjoint(with: (0..<100).map { self.text(TraceIdentifiers(seed: 2), $0) }))
    }
}
