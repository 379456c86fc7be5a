/// How a line of the audit stream is joined to the one before.
///
/// The last members of the line are, in this order and spelling:
/// ```
/// …,"gateway.audit.chain":"gateway","gateway.audit.sequence":17,"gateway.audit.prev_hash":"<64>","gateway.audit.hash":"<64>"}
/// ```
/// `hash` is the SHA-256 of all bytes of the line before `,"gateway.audit.hash"`. So it covers every other member, the
/// hash of the record before among them, and needs no canonical form of JSON: the bytes are what they are.
package struct AuditLink: Equatable {
    static let chain = "gateway"
    static let chainKey = #","gateway.audit.chain":"gateway","gateway.audit.sequence":"#
    static let previousKey = #","gateway.audit.prev_hash":""#
    static let hashKey = #","gateway.audit.hash":""#
    private static let hexBytes = 64
    private static let end = #""}"#

    package var sequence: UInt64
    package var previousHash: [UInt8]
    package var hash: [UInt8]
    /// How many bytes of the line are hashed.
    package var hashedBytes: Int

    /// Reads a line without its newline; nil when it is no line of this chain.
    package init?(_ line: UnsafeRawBufferPointer) {
        var back = BackwardReader(line)
        guard back.take(Self.end), let hash = back.takeHex(Self.hexBytes), back.take(Self.hashKey) else { return nil }
        self.hashedBytes = back.end
        guard back.take("\""), let previous = back.takeHex(Self.hexBytes), back.take(Self.previousKey),
            let sequence = back.takeNumber(), back.take(Self.chainKey), sequence > 0
        else { return nil }
        self.hash = hash
        self.previousHash = previous
        self.sequence = sequence
    }

    /// Whether the line is what was hashed.
    package func isIntact(_ line: UnsafeRawBufferPointer) -> Bool {
        SHA256.hash(UnsafeRawBufferPointer(rebasing: line[..<self.hashedBytes])) == self.hash
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
