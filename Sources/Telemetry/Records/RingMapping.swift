import Glibc

/// The memory of a ring: of this process alone, or of a file that outlives it.
final class RingMapping: @unchecked Sendable {  // the pointer never changes; who may write where is the ring's affair
    let base: UnsafeMutableRawPointer
    let byteCount: Int
    /// Survives the process.
    let isFile: Bool

    private init(_ base: UnsafeMutableRawPointer, _ byteCount: Int, isFile: Bool) {
        self.base = base
        self.byteCount = byteCount
        self.isFile = isFile
    }

    deinit { munmap(self.base, self.byteCount) }

    /// Memory of this process, all zero.
    static func anonymous(_ byteCount: Int) -> RingMapping {
        let base = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let base, base != MAP_FAILED else {
            preconditionFailure("no memory for a ring of \(byteCount) bytes: error \(errno)")
        }
        return RingMapping(base, byteCount, isFile: false)
    }

    /// A new file, mode 0600, whose blocks are all there: a write into a hole of a full file system would be SIGBUS.
    static func create(_ path: String, _ byteCount: Int) throws(RingFileError) -> RingMapping {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw RingFileError(code: .notOpened, path: path, errorNumber: errno) }
        defer { close(descriptor) }
        var result: Int32
        repeat { result = posix_fallocate(descriptor, 0, off_t(byteCount)) } while result == EINTR
        guard result == 0 else {
            unlink(path)
            throw RingFileError(code: .noRoom, path: path, errorNumber: result)
        }
        let base = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let base, base != MAP_FAILED else {
            let number = errno
            unlink(path)
            throw RingFileError(code: .notMapped, path: path, errorNumber: number)
        }
        // Every page is taken now: a loop would else pay for each with a fault in the first lap.
        for offset in stride(from: 0, to: byteCount, by: 4_096) {
            base.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self)
        }
        return RingMapping(base, byteCount, isFile: true)
    }
}
