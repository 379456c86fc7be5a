/// Up to which sequence a reader is done: never moves back.
final class SpoolCursor: Sendable {
    private let file: SlotFile

    /// - Throws: `spoolNotOpened`.
    init(_ path: String) throws(LogPipelineError) { self.file = try SlotFile(path) }

    /// Nil: it was never moved, or its file is damaged.
    var value: UInt64? { Self.value(self.file.payload) }

    /// Survives a kill at once, a loss of power after `synchronize`.
    func advance(to sequence: UInt64) {
        // When it fails the old one stands: at worst records are read again, and refused as there already.
        self.file.update { payload in
            if let value = Self.value(payload), value >= sequence { return nil }
            return withUnsafeBytes(of: sequence.littleEndian) { Array($0) }
        }
    }

    /// - Returns: 0, or the error number.
    func synchronize() -> Int32 { self.file.synchronize() }

    private static func value(_ payload: [UInt8]?) -> UInt64? {
        guard let payload, payload.count == 8 else { return nil }
        let value = payload.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        return value <= SpoolSegment.sequenceLimit ? value : nil
    }
}
