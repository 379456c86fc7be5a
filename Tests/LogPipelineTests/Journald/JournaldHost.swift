import Foundation

/// A real systemd-journald that only this test sees.
///
/// It is the instance of the journal namespace `watchgate`, mounted where libsystemd sends to, as systemd does it for a
/// unit with `LogNamespace=watchgate`. Its socket is its own, so that nobody listens without it; or the host's, as it is
/// systemd's on a real system: then it outlives journald, and what it holds is read by the next one.
final class JournaldHost {
    static let program = "/lib/systemd/systemd-journald"
    static let isPossible =
        FileManager.default.isExecutableFile(atPath: JournaldHost.program) && NamespaceThread.isPossible

    let thread: NamespaceThread
    private var process: Process?
    /// Held for journald; -1: it makes its own.
    private var socket: Int32 = -1

    /// - Parameters:
    ///   - configuration: More lines of journald's configuration.
    ///   - starts: Whether journald runs from the beginning.
    ///   - keepsSocket: Whether the socket is the host's.
    /// - Throws: When the view cannot be made, or journald does not listen.
    init(
        _ configuration: String = "RateLimitIntervalSec=0\nRateLimitBurst=0",
        starts: Bool = true,
        keepsSocket: Bool = false
    ) throws {
        self.thread = try NamespaceThread()
        let script = """
            mount -t tmpfs tmpfs /run/systemd
            mkdir -p /run/log /run/systemd/journal /run/systemd/journal.watchgate
            mkdir -p '/run/systemd/journald@watchgate.conf.d'
            mount -t tmpfs tmpfs /run/log
            mount --bind /run/systemd/journal.watchgate /run/systemd/journal
            mkdir -p /run/log/journal
            if ! grep -qE '^[0-9a-f]{32}$' /etc/machine-id; then
                echo 3d1219c7c4c5404aaa1f6d2a48adfda4 >/run/systemd/machine-id
                touch /etc/machine-id
                mount --bind /run/systemd/machine-id /etc/machine-id
            fi
            cat >'/run/systemd/journald@watchgate.conf.d/test.conf' <<'END'
            [Journal]
            Storage=volatile
            RuntimeMaxUse=4G
            \(configuration.split(separator: "\n").joined(separator: "\n            "))
            END
            """
        do {
            try self.thread.perform { try NamespaceThread.run(script) }
            if keepsSocket { try self.thread.perform { self.socket = try Self.boundSocket() } }
            if starts { try self.start() }
        } catch {
            self.close()
            throw error
        }
    }

    deinit { self.close() }

    func close() {
        self.kill()
        if self.socket >= 0 { Glibc.close(self.socket) }
        self.socket = -1
        self.thread.close()
    }

    /// Starts journald and waits until it listens.
    func start() throws {
        try self.thread.perform {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            // The socket comes as standard input; descriptors behind the first three do not reach the child.
            let handsOver = "exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1"
            let command = self.socket >= 0 ? handsOver : ""
            process.arguments = ["-c", "\(command) exec \(Self.program) watchgate"]
            process.standardInput =
                self.socket >= 0 ? FileHandle(fileDescriptor: self.socket) : FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            self.process = process
            // The path may be that of one that was killed: it is made anew, so it is not asked for.
            guard eventually({ self.listens }) else { throw NamespaceThread.Failure(description: "no journald") }
        }
    }

    /// On the thread: whether a datagram would find a receiver.
    private var listens: Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { Glibc.close(descriptor) }
        return Self.withAddress("/run/systemd/journal/socket") { connect(descriptor, $0, $1) == 0 }
    }

    private static func boundSocket() throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        // journald asks for the path of its namespace.
        let isBound = Self.withAddress("/run/systemd/journal.watchgate/socket") { bind(descriptor, $0, $1) == 0 }
        var on: Int32 = 1
        guard isBound, setsockopt(descriptor, SOL_SOCKET, SO_PASSCRED, &on, 4) == 0 else {
            throw NamespaceThread.Failure(description: "cannot bind journald's socket: errno \(errno)")
        }
        return descriptor
    }

    private static func withAddress<R>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    func signal(_ number: Int32) {
        if let process, process.isRunning { Glibc.kill(process.processIdentifier, number) }
    }

    /// Ends journald as a crash would.
    func kill() {
        self.signal(SIGKILL)
        self.process?.waitUntilExit()
        self.process = nil
    }

    /// CPU time journald has used, in seconds.
    var processorSeconds: Double {
        guard let id = self.process?.processIdentifier,
            let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        else { return 0 }
        let fields = text.split(separator: " ")
        return ((Double(fields[13]) ?? 0) + (Double(fields[14]) ?? 0)) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    // MARK: Reading the journal

    /// How many entries of ours the journal has.
    func count() throws -> Int {
        let text = String(decoding: try self.journalctl("-o cat", into: "wc -l"), as: UTF8.self)
        return Int(text.filter(\.isNumber)) ?? -1
    }

    /// All entries of ours, in their order.
    func forEachEntry(_ body: (JournalLine) throws -> Void) throws {
        let lines = FileLines(try self.journalctl("-o json --all", into: "cat"))
        for index in 0..<lines.count { try body(JournalLine(Data(lines[index].utf8))) }
    }

    func entries() throws -> [JournalLine] {
        var all: [JournalLine] = []
        try self.forEachEntry { all.append($0) }
        return all
    }

    private func journalctl(_ options: String, into reader: String) throws -> Data {
        let folder = try TemporaryFolder()
        let journal = "-q --no-pager -D /run/log/journal/*.watchgate SYSLOG_IDENTIFIER=watchgate"
        try self.thread.perform {
            try NamespaceThread.run("journalctl \(options) \(journal) | \(reader) >'\(folder.file("out"))'")
        }
        return try folder.data("out")
    }
}
