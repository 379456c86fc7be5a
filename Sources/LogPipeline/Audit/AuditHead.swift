/// The end of the audit chain: what the next record is joined to.
package struct AuditHead: Equatable, Sendable {
    /// Before the first record.
    package static let start = AuditHead(sequence: 0, hash: [UInt8](repeating: 0, count: SHA256.byteCount))

    /// Of the last record; the first one has 1.
    package var sequence: UInt64
    /// Its `gateway.audit.hash`.
    package var hash: [UInt8]

    package init(sequence: UInt64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }

    /// As the file `head` keeps it.
    init?(payload: [UInt8]?) {
        guard let payload, payload.count == 8 + SHA256.byteCount else { return nil }
        let sequence = payload.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard sequence <= SpoolSegment.sequenceLimit else { return nil }
        self.init(sequence: sequence, hash: Array(payload[8...]))
    }

    var payload: [UInt8] { withUnsafeBytes(of: self.sequence.littleEndian) { Array($0) } + self.hash }
}
