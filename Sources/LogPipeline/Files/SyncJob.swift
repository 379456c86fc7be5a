import Glibc
import Synchronization

/// One fdatasync of a file as it was: on a descriptor of its own, so the file may be closed meanwhile.
final class SyncJob: Sendable {
    private let descriptor: Int32
    /// What becomes durable: the file up to here.
    let size: Int
    /// 0 or the error number once it is done, -1 before.
    private let outcome = Atomic<Int32>(-1)

    /// - Returns: Nil when no descriptor is left.
    init?(_ descriptor: Int32, size: Int) {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { return nil }
        self.descriptor = copy
        self.size = size
    }

    deinit { close(self.descriptor) }

    /// The error number, 0 for none; nil while it is not done.
    var result: Int32? {
        let outcome = self.outcome.load(ordering: .acquiring)
        return outcome < 0 ? nil : outcome
    }

    func run() { self.outcome.store(fdatasync(self.descriptor) == 0 ? 0 : errno, ordering: .releasing) }
}
