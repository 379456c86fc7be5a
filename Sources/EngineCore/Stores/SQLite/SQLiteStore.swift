package import SQLStore

/// The engine's rows in one SQLite file: one thread, one connection, `BEGIN IMMEDIATE` for each batch.
///
/// The transaction holds the only right to write from its start, so every row read is locked and the second reading of
/// keys that engine.md section 7 asks for would find the same.
package struct SQLiteStore: EngineStore, ~Copyable {
    /// A class, because the compiler (6.3.1) breaks down over a borrowed optional of a type that cannot be copied.
    private final class Held {
        let connection: SQLiteConnection

        init(_ connection: consuming SQLiteConnection) { self.connection = connection }
    }

    /// Opened again when it is nil.
    private var held: Held?
    private let configuration: SQLiteConfiguration

    /// - Parameter configuration: `queryCount` is set here; the schema must be there and of this version.
    /// - Throws: `unavailable` if the file cannot be opened.
    package init(_ configuration: SQLiteConfiguration) throws(StoreError) {
        var configuration = configuration
        configuration.queryCount = WriteQueries.count
        self.configuration = configuration
        try self.connect()
    }

    private mutating func connect() throws(StoreError) {
        if self.held != nil { return }
        do throws(SQLError) {
            self.held = Held(try SQLiteConnection(self.configuration))
        } catch {
            throw StoreError(error)
        }
    }

    package mutating func open(_ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        try self.connect()
        try self.use { connection throws(SQLError) in
            try connection.begin(.immediate)
            try SQLiteLoader(now: needs.now).load(needs, from: connection, into: &set)
        }
    }

    package mutating func lock(_ refs: [AccountRef], _ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        try self.use { connection throws(SQLError) in
            try SQLiteLoader(now: needs.now).lock(refs, needs, on: connection, into: &set)
        }
    }

    package mutating func commit(_ set: borrowing WorkingSet) throws(StoreError) {
        guard set.hasWrites else { return self.abandon() }
        try self.use { connection throws(SQLError) in
            try Self.write(set, to: connection)
        }
        do throws(SQLError) {
            try self.held?.connection.commit()
        } catch {
            // What an I/O error left behind shows only once the file is opened again.
            if error.code == .ioError { self.held = nil }
            throw StoreError(error.code == .ioError ? .unknownOutcome : StoreError(error).code, cause: error)
        }
    }

    package mutating func abandon() { self.held?.connection.rollback() }

    private func use(
        _ body: (borrowing SQLiteConnection) throws(SQLError) -> Void
    ) throws(StoreError) {
        guard let held = self.held else { preconditionFailure("no transaction is open") }
        do throws(SQLError) {
            try body(held.connection)
        } catch {
            throw StoreError(error)
        }
    }
}
