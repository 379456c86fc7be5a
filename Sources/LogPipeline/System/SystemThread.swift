import Glibc

/// Starts the pipeline's threads: real ones, since they block in system calls.
enum SystemThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts a detached thread.
    ///
    /// All signals are blocked in it, so that they reach the threads that handle them; SIGPIPE too, so that
    /// writing to a closed pipe is an error number and nothing worse.
    /// - Parameters:
    ///   - name: At most 15 bytes.
    ///   - body: Runs on the thread, which ends with it.
    /// - Throws: `threadNotStarted` when the system has no room for one.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(LogPipelineError) {
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
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(Body(name: name, run: body))
        let result = pthread_create(
            &thread,
            &attributes,
            { argument in
                // pthread_create hands over exactly what was given below.
                let body = Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue()
                GNULibrary.nameThread(body.name)
                body.run()
                return nil
            },
            argument.toOpaque()
        )
        if result != 0 {
            argument.release()
            throw LogPipelineError(code: .threadNotStarted, subject: name, errorNumber: result)
        }
    }
}
