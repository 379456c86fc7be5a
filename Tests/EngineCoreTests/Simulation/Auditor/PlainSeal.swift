import EngineCore
import SQLStore

/// The hash of a batch, written from engine.md section 8 with an encoder of its own; only SHA-256 itself is shared.
enum PlainSeal {
    private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = ChainDigest()
        digest.raw(bytes)
        return digest.finish()
    }

    static func hash(_ seal: BatchSeal, after head: ChainHead, _ rows: SimRows) -> [UInt8] {
        var transfers = PlainBytes()
        for seq in stride(from: head.lastTransfer + 1, through: seal.lastTransfer, by: 1) {
            rows.transfers[seq]?.write(into: &transfers)
        }
        var events = PlainBytes()
        for seq in stride(from: head.lastEvent + 1, through: seal.lastEvent, by: 1) {
            rows.events[seq]?.write(into: &events)
        }
        var bytes = PlainBytes()
        bytes.bytes = Array("WGSEAL1".utf8)
        for number in [seal.batch, seal.at, seal.lastTransfer, seal.lastEvent] { bytes.int64(number) }
        bytes.bytes += head.hash + self.sha256(transfers.bytes) + self.sha256(events.bytes)
        return self.sha256(bytes.bytes)
    }
}
