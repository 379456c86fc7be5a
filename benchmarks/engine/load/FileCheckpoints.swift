import Glibc
import SQLStore
import Synchronization

/// Moves the WAL into the file on a thread of its own, as the gateway does.
final class FileCheckpoints: Sendable {
    /// Commits between two looks.
    private static let interval = 50
    private let commits = Atomic<Int>(0)
    private let path: String

    init(_ path: String) {
        self.path = path
        Thread.detach { self.run() }
    }

    func committed() { self.commits.add(1, ordering: .relaxed) }

    private func run() {
        guard let connection = try? SQLiteConnection(SQLiteConfiguration(path: self.path)) else { return }
        var seen = 0
        while true {
            usleep(20_000)
            let count = self.commits.load(ordering: .relaxed)
            if count - seen < Self.interval { continue }
            seen = count
            // Another look follows, so an error here costs time only.
            let result = try? connection.checkpoint(.passive)
            if let result, result.frames > 60_000 { _ = try? connection.checkpoint(.restart) }
        }
    }
}

/// A detached thread without Foundation.
enum Thread {
    private final class Body {
        let run: () -> Void

        init(_ run: @escaping () -> Void) { self.run = run }
    }

    static func detach(_ run: @escaping () -> Void) {
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(run)).toOpaque()
        pthread_create(
            &thread,
            nil,
            { body in
                guard let body else { return nil }
                Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
                return nil
            },
            body
        )
        pthread_detach(thread)
    }
}
