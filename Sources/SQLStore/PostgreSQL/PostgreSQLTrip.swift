import CPostgreSQL

/// The answers of one trip as they arrive: what was expected, and the first error.
struct PostgreSQLTrip: ~Copyable {
    private let expected: [PostgreSQLConnection.Expected]
    private var position = 0
    private var results: [(result: OpaquePointer, statement: String)] = []
    /// Whether the server has confirmed the trip's end.
    private(set) var isOver = false
    private(set) var failure: SQLError?
    /// Whether it is known how the trip's COMMIT ended.
    private(set) var commitIsSettled = false
    /// The statements that the server did not prepare after all.
    private(set) var unprepared: [String] = []

    init(expected: [PostgreSQLConnection.Expected]) { self.expected = expected }

    deinit { for entry in self.results { PQclear(entry.result) } }

    /// Time is over.
    mutating func abandoned(_ error: SQLError) {
        self.fail(error)
    }

    /// - Parameters:
    ///   - result: What `PQgetResult` gave: nil is the end of one statement's answer.
    ///   - connection: Knows why it is broken.
    mutating func resultReceived(_ result: OpaquePointer?, _ connection: OpaquePointer) {
        guard let result else {
            if PQstatus(connection) == CONNECTION_BAD {
                self.fail(.lost(connection, statement: self.name))
                self.isOver = true
            } else {
                self.statementEnded()
            }
            return
        }
        switch PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            self.isOver = true
            PQclear(result)
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            self.succeeded(result)
        case PGRES_PIPELINE_ABORTED:
            self.forgetPreparation()
            PQclear(result)
        default:
            self.failed(result, connection)
            PQclear(result)
        }
    }

    mutating func takeResults() -> [(result: OpaquePointer, statement: String)] {
        let results = self.results
        self.results = []
        return results
    }

    /// The statement whose answer is next.
    private var name: String {
        guard self.position < self.expected.count else { return "sync" }
        switch self.expected[self.position] {
        case .preparation(let name), .answer(let name, _, _): return name
        }
    }

    private mutating func statementEnded() {
        precondition(self.position < self.expected.count, "the end of an answer to nothing")
        self.position += 1
    }

    private mutating func succeeded(_ result: OpaquePointer) {
        precondition(self.position < self.expected.count, "an answer to nothing")
        guard case .answer(let name, let role, let isKept) = self.expected[self.position] else {
            PQclear(result)
            return
        }
        if role == .commit {
            self.commitIsSettled = true
            // COMMIT of a transaction that has failed is no error for the server, and its tag is another one.
            if String(cString: PQcmdStatus(result)) == "ROLLBACK" {
                self.fail(SQLError(.misuse, sqlState: "25P02", message: "the transaction has failed", statement: name))
            }
        }
        if isKept { self.results.append((result, name)) } else { PQclear(result) }
    }

    private mutating func failed(_ result: OpaquePointer, _ connection: OpaquePointer) {
        let error = SQLError(result: result, connection: connection, statement: self.name)
        self.forgetPreparation()
        // The server's own word on a statement before COMMIT: COMMIT was not executed. On COMMIT itself: it failed,
        // unless the session was ended meanwhile, which may be just after the commit.
        if !error.sqlState.isEmpty {
            if case .answer(_, .commit, _)? = self.position < self.expected.count ? self.expected[self.position] : nil {
                self.commitIsSettled = self.commitIsSettled || error.code != .connectionLost
            } else if self.commitIsAhead {
                self.commitIsSettled = true
            }
        }
        self.fail(error)
    }

    private var commitIsAhead: Bool {
        for entry in self.expected.dropFirst(self.position) {
            if case .answer(_, .commit, _) = entry { return true }
        }
        return false
    }

    private mutating func forgetPreparation() {
        guard self.position < self.expected.count, case .preparation(let name) = self.expected[self.position] else {
            return
        }
        self.unprepared.append(name)
    }

    private mutating func fail(_ error: SQLError) {
        if self.failure == nil { self.failure = error }
    }
}
