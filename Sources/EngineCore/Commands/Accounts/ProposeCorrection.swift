/// Asks for the reverse of one transfer.
public struct ProposeCorrection: Sendable, Hashable {
    public var transferSeq: Int64
    public var reason: String

    public init(transferSeq: Int64, reason: String) {
        self.transferSeq = transferSeq
        self.reason = reason
    }
}
