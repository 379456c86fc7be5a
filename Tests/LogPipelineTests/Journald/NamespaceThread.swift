import Foundation

/// A thread with a view of the file system of its own (mount_namespaces(7)): what it mounts, nobody else sees.
///
/// Threads and processes that are started on it share the view. Needs root.
final class NamespaceThread: @unchecked Sendable {  // the queue hands every job over
    struct Failure: Error, CustomStringConvertible { var description: String }

    private typealias Unshare = @convention(c) (CInt) -> CInt
    private static let newNamespace: CInt = 0x0002_0000  // CLONE_NEWNS
    private let condition = NSCondition()
    private var jobs: [() -> Void] = []
    private var isClosed = false

    /// Whether this process may make one.
    static var isPossible: Bool {
        guard getuid() == 0 else { return false }
        let thread = try? NamespaceThread()
        thread?.close()
        return thread != nil
    }

    init() throws {
        let thread = Thread { self.run() }
        thread.start()
        do {
            try self.perform {
                // The Glibc module hides it: its headers are read without _GNU_SOURCE.
                guard let address = dlsym(nil, "unshare") else { throw Failure(description: "no unshare") }
                let unshare = unsafeBitCast(address, to: Unshare.self)
                guard unshare(Self.newNamespace) == 0 else { throw Failure(description: "unshare: errno \(errno)") }
                // Else what is mounted here would show everywhere.
                try Self.run("mount --make-rprivate /")
            }
        } catch {
            self.close()
            throw error
        }
    }

    /// Runs a job on the thread and waits for its result.
    @discardableResult
    func perform<R>(_ body: @escaping () throws -> R) throws -> R {
        var result: Result<R, any Error>?
        let done = DispatchSemaphore(value: 0)
        self.condition.lock()
        let isClosed = self.isClosed
        self.jobs.append {
            result = Result { try body() }
            done.signal()
        }
        self.condition.signal()
        self.condition.unlock()
        if isClosed { throw Failure(description: "the thread has ended") }
        done.wait()
        return try result!.get()  // set before the signal
    }

    /// Ends the thread; the view is gone with its last process.
    func close() {
        self.condition.lock()
        self.isClosed = true
        self.condition.signal()
        self.condition.unlock()
    }

    private func run() {
        while true {
            self.condition.lock()
            while self.jobs.isEmpty, !self.isClosed { self.condition.wait() }
            let job = self.jobs.isEmpty ? nil : self.jobs.removeFirst()
            self.condition.unlock()
            guard let job else { return }
            job()
        }
    }

    /// Runs a shell script where it is called.
    static func run(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-e", "-c", script]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "\(script): failed") }
    }
}
