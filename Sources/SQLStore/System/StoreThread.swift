import Glibc

/// Starts the threads of stores and of the engine: real ones, since databases block in system calls.
package enum StoreThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) { (self.name, self.run) = (name, run) }
    }

    private typealias SetName = @convention(c) (pthread_t, UnsafePointer<CChar>) -> CInt
    /// glibc's module map hides it, because it is read without `_GNU_SOURCE`; absent: the thread has no name.
    private static let setName = dlsym(nil, "pthread_setname_np").map { unsafeBitCast($0, to: SetName.self) }

    /// Deep enough for the decisions of a batch and for libpq; the default of 8 MiB is not touched beyond that.
    private static let stackBytes = 2 << 20

    /// Starts a detached thread with all signals blocked, so that they reach the threads that handle them.
    ///
    /// - Parameters:
    ///   - name: At most 15 bytes.
    ///   - body: Runs on the thread, which ends with it.
    /// - Returns: 0, or the error number: the system has no room for one.
    package static func start(_ name: String, _ body: @escaping @Sendable () -> Void) -> CInt {
        var everything = sigset_t()
        var before = sigset_t()
        sigfillset(&everything)
        // These are raised by the thread's own faults and must end the process.
        for signal in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS] { sigdelset(&everything, signal) }
        pthread_sigmask(SIG_SETMASK, &everything, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, Self.stackBytes)
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(Body(name: name, run: body))
        let result = pthread_create(
            &thread,
            &attributes,
            { argument in
                // pthread_create hands over exactly what was given below.
                let body = Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue()
                _ = Self.setName?(pthread_self(), body.name)
                body.run()
                return nil
            },
            argument.toOpaque()
        )
        if result != 0 { argument.release() }
        return result
    }
}
