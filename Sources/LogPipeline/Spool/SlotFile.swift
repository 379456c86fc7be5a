import Glibc
import Synchronization

/// A few bytes of state that a kill at any moment leaves whole: two slots, written in turn, each with a checksum.
///
/// ```
/// 0   8  magic WGSLOT1 and 0
/// 8   8  generation: the higher of two whole slots counts
/// 16  4  length of the payload
/// 20  n  payload
///     4  CRC32C of all before
/// ```
package final class SlotFile: Sendable {
    private struct State {
        var generation: UInt64 = 0
        var payload: [UInt8]?
    }

    package static let payloadLimit = 256
    /// A slot has a block of its own, so that a torn write of one cannot touch the other.
    private static let slotBytes = 4096
    private static let magic: UInt64 = 0x0031_544F_4C53_4757

    private let descriptor: Int32
    private let state: Mutex<State>

    /// Opens or creates the file, mode 0640.
    /// - Throws: `spoolNotOpened`.
    package init(_ path: String) throws(LogPipelineError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw LogPipelineError(code: .spoolNotOpened, subject: path, errorNumber: errno)
        }
        self.descriptor = descriptor
        var best = State()
        for slot in 0..<2 {
            if let found = Self.read(descriptor, slot), found.generation > best.generation { best = found }
        }
        self.state = Mutex(best)
    }

    deinit { close(self.descriptor) }

    /// What was last written; nil: nothing, or both slots are damaged.
    package var payload: [UInt8]? { self.state.withLock { $0.payload } }

    /// Writes a payload that `change` makes of the last one; nil leaves it.
    ///
    /// It survives a kill at once, a loss of power after `synchronize`.
    /// - Returns: 0, or the error number: then the last one still stands.
    @discardableResult
    package func update(_ change: ([UInt8]?) -> [UInt8]?) -> Int32 {
        self.state.withLock { state in
            guard let payload = change(state.payload) else { return 0 }
            precondition(payload.count <= Self.payloadLimit, "\(payload.count) bytes in a slot")
            let generation = state.generation + 1
            let bytes = Self.encode(generation, payload)
            let place = off_t(Int(generation % 2) * Self.slotBytes)
            let count = bytes.withUnsafeBytes { pwrite(self.descriptor, $0.baseAddress, $0.count, place) }
            guard count == bytes.count else { return count < 0 ? errno : EIO }
            state.generation = generation
            state.payload = payload
            return 0
        }
    }

    /// Makes the last payload survive a loss of power.
    /// - Returns: 0, or the error number.
    package func synchronize() -> Int32 { fdatasync(self.descriptor) == 0 ? 0 : errno }

    private static func encode(_ generation: UInt64, _ payload: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: (Self.magic.littleEndian, generation.littleEndian)) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: UInt32(payload.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes += payload
        let sum = bytes.withUnsafeBytes { CRC32C.checksum($0) }
        withUnsafeBytes(of: sum.littleEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    private static func read(_ descriptor: Int32, _ slot: Int) -> State? {
        var bytes = [UInt8](repeating: 0, count: 24 + Self.payloadLimit)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(slot * Self.slotBytes))
        }
        guard count >= 24 else { return nil }
        return bytes.withUnsafeBytes { bytes in
            guard UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)) == Self.magic else { return nil }
            let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
            guard length <= Self.payloadLimit, count >= 24 + length else { return nil }
            let sum = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 20 + length, as: UInt32.self))
            guard sum == CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<(20 + length)])) else { return nil }
            let generation = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            return State(generation: generation, payload: Array(bytes[20..<(20 + length)]))
        }
    }
}
