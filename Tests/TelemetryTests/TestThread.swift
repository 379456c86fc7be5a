import Glibc
import Synchronization

/// A thread of the operating system, to be joined.
final class TestThread: @unchecked Sendable {  // `handle` is written before init returns and read by join only
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private var handle = pthread_t()

    init(_ run: @escaping @Sendable () -> Void) {
        let context = Unmanaged.passRetained(Body(run)).toOpaque()
        let status = pthread_create(
            &self.handle,
            nil,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            },
            context
        )
        precondition(status == 0, "pthread_create: \(status)")
    }

    func join() { pthread_join(self.handle, nil) }
}
