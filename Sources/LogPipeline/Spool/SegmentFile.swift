import Glibc

/// A segment that is being written.
final class SegmentFile {
    let descriptor: Int32
    private(set) var size: Int
    /// Nothing may be written any more: a failed write could not be taken back.
    private(set) var isBroken = false

    /// Makes the file, mode 0640, with its header.
    /// - Returns: Nil when it cannot be; `errno` says why, and there is no file.
    init?(_ folder: SpoolFolder, _ name: String, header: SegmentHeader) {
        let path = folder.file(name)
        self.descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o640)
        self.size = 0
        guard self.descriptor >= 0 else { return nil }
        var number = header.bytes.withUnsafeBytes { self.append($0) }
        if number == 0 { number = folder.synchronize() }
        if number != 0 {
            unlink(path)
            errno = number
            return nil
        }
    }

    deinit { if self.descriptor >= 0 { close(self.descriptor) } }

    /// Appends all of the bytes or nothing.
    /// - Returns: 0, or the error number.
    func append(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        var written = 0
        while written < bytes.count {
            let count = write(self.descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if count > 0 {
                written += count
                continue
            }
            if count < 0, errno == EINTR { continue }
            let number = count == 0 ? EIO : errno
            if written > 0, ftruncate(self.descriptor, off_t(self.size)) != 0 { self.isBroken = true }
            return number
        }
        self.size += written
        return 0
    }
}
