import Foundation
import Synchronization

/// A child process whose output goes to files, and that never outlives its owner.
final class ChildProcess: Sendable {
    /// How a process ended.
    enum Ending: Equatable, Sendable {
        case exited(Int32)
        case signalled(Int32)
    }

    private static let inheritable: Range<Int32> = 3..<1_024

    let id: pid_t
    private let ending = Mutex<Ending?>(nil)

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: The executable.
    ///   - arguments: Without the program's own name.
    ///   - environment: Added to our own.
    ///   - input: The file that stdin reads.
    ///   - output: The file that takes stdout.
    ///   - messages: The file that takes stderr.
    /// - Throws: `HarnessError` when it cannot be started.
    init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "/dev/null",
        output: String,
        messages: String
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, messages, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // What other tests have open at the moment is none of its business; numbers that are not in use do no harm.
        for descriptor in Self.inheritable { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var variables = ProcessInfo.processInfo.environment
        let ours = [
            "API_PORT", "APP_ENV", "NODE_ENV", "LOGS_DIRECTORY", "STATE_DIRECTORY", "RUNTIME_DIRECTORY", "DATABASE_URL",
            "DATABASE_URL_FILE",
        ]
        for name in ours { variables[name] = nil }
        variables.merge(environment) { _, new in new }
        var id: pid_t = 0
        let result = Self.withCStrings([path] + arguments) { arguments in
            Self.withCStrings(variables.map { "\($0)=\($1)" }) { variables in
                posix_spawn(&id, path, &actions, &attributes, arguments, variables)
            }
        }
        guard result == 0 else { throw HarnessError("\(path): \(String(cString: strerror(result)))") }
        self.id = id
    }

    deinit { self.kill() }

    func signal(_ number: Int32) {
        self.ending.withLock { ending in
            // After it was reaped the id may be somebody else's.
            if ending == nil { _ = Glibc.kill(self.id, number) }
        }
    }

    /// How it ended; nil while it runs.
    func poll() -> Ending? {
        self.ending.withLock { ending in
            if let ending { return ending }
            var status: Int32 = 0
            guard waitpid(self.id, &status, WNOHANG) == self.id else { return nil }
            let number = status & 0x7F
            ending = number == 0 ? .exited((status >> 8) & 0xFF) : .signalled(number)
            return ending
        }
    }

    /// Waits for its end.
    /// - Returns: Nil when it still runs after that time.
    func wait(within seconds: Double = Deadline.ordinary) -> Ending? {
        try? Deadline.wait(for: "the end of process \(self.id)", within: seconds) { self.poll() }
    }

    /// Ends it at once and waits until it is gone.
    func kill() {
        while self.poll() == nil {
            self.signal(SIGKILL)
            usleep(1_000)
        }
    }

    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { pointers[index] = strdup(text) }
        pointers[texts.count] = nil
        defer {
            for index in texts.indices { free(pointers[index]) }
            pointers.deallocate()
        }
        return body(pointers)
    }
}
