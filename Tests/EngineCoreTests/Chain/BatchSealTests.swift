import EngineCore
import Testing

/// The layout of what is hashed, against values that Python's hashlib computed from engine.md section 8.
///
/// ```
/// i = lambda n: struct.pack(">q", n);  t = lambda s: struct.pack(">I", len(s.encode())) + s.encode()
/// sha256(b"WGSEAL1" + i(batch) + i(at) + i(last_transfer) + i(last_event) + bytes(32)
///        + sha256(transfers).digest() + sha256(events).digest()).hexdigest()
/// ```
@Suite struct BatchSealTests {
    @Test func aSealWithEveryKindOfColumnIsWhatPythonComputes() {
        let seal = ChainRows.seal(after: .start, ChainRows.transfers(), ChainRows.events())
        #expect(hex(seal.hash) == "47a21f55b1feff84d9bffe156b384166be363c36748d771d0dd8411443dfc771")
    }

    @Test func aSealOverNoRowsIsWhatPythonComputes() {
        let seal = BatchSeal(
            batch: 1,
            at: 5,
            lastTransfer: 0,
            lastEvent: 0,
            prevHash: ChainHead.start.hash,
            hash: []
        )
        let hash = seal.expectedHash(
            transfers: ChainDigest.hash([Transfer]()),
            events: ChainDigest.hash([AuditEvent]())
        )
        #expect(hex(hash) == "dd9d0073d22967f05908d09d382ebe3e994e5eac606a7e14baa44d97e7535498")
    }

    @Test func manyRowsGiveTheSameHashAsOneLongRun() {
        // More than the digest keeps before it hands bytes to OpenSSL.
        let rows = (0..<500).flatMap { ChainRows.events(1 + 2 * $0) }
        var whole = ChainDigest()
        for row in rows { row.write(into: &whole) }
        let hash = whole.finish()
        #expect(ChainDigest.hash(rows) == hash)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { text, byte in
            let digits = String(byte, radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
    }
}
