import Glibc

/// A lock on a folder that ends with its process, however that ends (flock(2)).
final class FolderLock: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(self.descriptor) }

    /// Takes the lock of a folder: the file `lock` in it.
    ///
    /// - Parameters:
    ///   - folder: It must exist.
    ///   - seconds: How long to wait for another process; 0: not at all.
    /// - Returns: The lock, or the error number; `EWOULDBLOCK` when another process has it.
    static func take(_ folder: String, within seconds: Double = 0) -> Result<FolderLock, LockError> {
        let descriptor = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return .failure(LockError(number: errno)) }
        let end = SystemClock.monotonic + UInt64(seconds * 1e9)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let number = errno
            if number == EINTR { continue }
            guard number == EWOULDBLOCK, SystemClock.monotonic < end else {
                close(descriptor)
                return .failure(LockError(number: number))
            }
            usleep(5_000)
        }
        return .success(FolderLock(descriptor))
    }

    /// Why there is none.
    struct LockError: Error { var number: Int32 }
}
