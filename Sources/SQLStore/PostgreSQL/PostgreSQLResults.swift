import CPostgreSQL

/// The answers of one trip, in the order in which its statements were sent.
package struct PostgreSQLResults: ~Copyable {
    private var results: [(result: OpaquePointer, statement: String)]
    private var position = 0

    init(_ results: [(result: OpaquePointer, statement: String)]) { self.results = results }

    deinit {
        for entry in self.results[self.position...] { PQclear(entry.result) }
    }

    /// Answers that were not taken yet.
    package var count: Int { self.results.count - self.position }

    /// Takes the next answer; the caller knows how many statements it sent.
    package mutating func next() -> PostgreSQLRows {
        precondition(self.position < self.results.count, "no more than \(self.results.count) statements were sent")
        let entry = self.results[self.position]
        self.position += 1
        return PostgreSQLRows(entry.result, statement: entry.statement)
    }
}
