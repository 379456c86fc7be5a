import Glibc

/// A thread that measures something.
final class MeasuringThread: @unchecked Sendable {  // `result` is read after the thread has ended
    private let body: @Sendable () -> Double
    private var result = 0.0
    private var thread = pthread_t()

    init(_ body: @escaping @Sendable () -> Double) {
        self.body = body
        let unmanaged = Unmanaged.passRetained(self)
        let status = pthread_create(
            &self.thread,
            nil,
            { argument in
                let this = Unmanaged<MeasuringThread>.fromOpaque(argument!).takeRetainedValue()  // given just below
                this.result = this.body()
                return nil
            },
            unmanaged.toOpaque()
        )
        precondition(status == 0, "no thread: \(status)")
    }

    func join() -> Double {
        pthread_join(self.thread, nil)
        return self.result
    }
}
