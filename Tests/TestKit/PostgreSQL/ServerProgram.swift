import Foundation

/// Programs with nothing of ours but three files: `Process` leaves them a socket, and then waits for whoever inherits it.
enum ServerProgram {
    private static let inheritable: Range<Int32> = 3..<1_024

    /// A pipe that no program inherits unless it is told to.
    static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw PostgreSQLServerError("pipe: \(String(cString: strerror(errno)))") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Starts a program.
    /// - Parameters:
    ///   - command: Its path and arguments.
    ///   - input: What it reads; nothing if nil.
    ///   - output: Where it writes; nowhere if nil.
    /// - Returns: Its id, for `waitpid`.
    static func spawn(_ command: [String], input: Int32? = nil, output: Int32? = nil) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in [(0, input), (1, output), (2, output)] as [(Int32, Int32?)] {
            if let descriptor {
                posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            } else {
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            }
        }
        // What other tests have open at the moment is none of its business; numbers that are not in use do no harm.
        for descriptor in Self.inheritable { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // Threads of Swift block signals, and what they start would, too: a shell then waits for ever for its children.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let pointers = command.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var id: pid_t = 0
        let result = posix_spawn(&id, command[0], &actions, &attributes, pointers, environ)
        if result != 0 { throw PostgreSQLServerError("\(command[0]): \(String(cString: strerror(result)))") }
        return id
    }

    /// Runs a program to its end.
    /// - Returns: Its exit code, negative after a signal, and all it wrote.
    static func run(_ command: [String]) throws -> (status: Int32, output: String) {
        let pipe = try Self.pipe()
        let file = FileHandle(fileDescriptor: pipe.read, closeOnDealloc: true)
        let id: Int32
        do {
            defer { close(pipe.write) }
            id = try Self.spawn(command, output: pipe.write)
        }
        let output = String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return (signal == 0 ? (status >> 8) & 0xFF : -signal, output)
    }
}
