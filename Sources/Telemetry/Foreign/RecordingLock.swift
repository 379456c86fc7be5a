import Synchronization

/// Lets one thread at a time record into the histograms of a writer that threads share.
final class RecordingLock: Sendable {
    private let mutex = Mutex<Void>(())

    func run(_ body: () -> Void) { self.mutex.withLock { _ in body() } }
}
