import Glibc

/// Starts the store's threads: real ones, since databases block.
enum StoreThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    private typealias SetName = @convention(c) (pthread_t, UnsafePointer<CChar>) -> CInt

    /// glibc's module map hides it, because it is read without `_GNU_SOURCE`.
    private static let setName = dlsym(nil, "pthread_setname_np").map { unsafeBitCast($0, to: SetName.self) }

    /// Starts a detached thread with all signals blocked, so that they reach the threads that handle them.
    /// - Parameters:
    ///   - name: At most 15 bytes.
    ///   - body: Runs on the thread, which ends with it.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        var everything = sigset_t()
        var before = sigset_t()
        sigfillset(&everything)
        // These are raised by the thread's own faults and must end the process.
        for signal in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS] { sigdelset(&everything, signal) }
        pthread_sigmask(SIG_SETMASK, &everything, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(Body(name: name, run: body))
        let result = pthread_create(
            &thread,
            nil,
            { argument in
                // pthread_create hands over exactly what was given below.
                let body = Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue()
                _ = StoreThread.setName?(pthread_self(), body.name)
                body.run()
                return nil
            },
            argument.toOpaque()
        )
        precondition(result == 0, "pthread_create: \(result)")
        pthread_detach(thread)
    }
}
