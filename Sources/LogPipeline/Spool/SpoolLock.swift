import Glibc

/// Keeps a spool to one process: a lock on the file `lock` in its folder, which the system takes back with the process.
package final class SpoolLock: Sendable {
    private let descriptor: Int32

    /// - Parameter folder: Is made if it is not there.
    /// - Throws: `spoolInUse`, `spoolNotOpened`.
    package init(_ folder: String) throws(LogPipelineError) {
        let folder = try SpoolFolder(making: folder)
        let descriptor = open(folder.file("lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw LogPipelineError(code: .spoolNotOpened, subject: folder.path, errorNumber: errno)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(descriptor)
            let code: LogPipelineError.Code = number == EWOULDBLOCK ? .spoolInUse : .spoolNotOpened
            throw LogPipelineError(code: code, subject: folder.path, errorNumber: code == .spoolInUse ? 0 : number)
        }
        self.descriptor = descriptor
    }

    deinit { close(self.descriptor) }
}
