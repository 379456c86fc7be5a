import CSQLite

/// A prepared statement: written as a row of parameters, stepped, read as rows of columns.
///
/// ```swift
/// statement.uuid(id)                       // parameters, in order, all of them
/// while try statement.step() {             // false after the last row; the statement is then ready for new parameters
///     amounts.append(statement.int64())    // columns, in order
/// }
/// ```
/// What went wrong in writing or reading is thrown by the next `step` or `run`. Of one thread, like its connection.
package struct SQLiteStatement: ~Copyable {
    /// A longer value is copied by SQLite, and freed with the row, in bytes.
    static let keptBytes = 65_536

    let handle: OpaquePointer
    let name: StaticString
    let parameterCount: Int32
    /// The parameter that is written next, from 1.
    var nextParameter: Int32 = 1
    /// The column that is read next, from 0.
    var nextColumn: Int32 = 0
    /// Columns of the row that can be read now; 0 without a row.
    var columnCount: Int32 = 0
    package var failure: SQLError?
    var values = SQLiteValueBuffer()
    /// Whether it has been stepped and neither ended nor was reset.
    private(set) var isRunning = false

    /// Takes the statement over, which ends with this value.
    init(handle: OpaquePointer, name: StaticString) {
        self.handle = handle
        self.name = name
        self.parameterCount = sqlite3_bind_parameter_count(handle)
    }

    deinit { sqlite3_finalize(self.handle) }

    /// Runs until the next row.
    /// - Returns: Whether there is one, to be read; after the last the statement takes parameters again.
    /// - Throws: What failed in writing the parameters, in reading the row before, or in the database. The statement is
    ///   reset; whether the transaction lives on, the connection says (`isInTransaction`).
    package mutating func step() throws(SQLError) -> Bool {
        if !self.isRunning { self.bindValues() }
        if let failure = self.failure {
            self.reset()
            throw failure
        }
        self.isRunning = true
        switch sqlite3_step(self.handle) {
        case SQLITE_ROW:
            self.nextColumn = 0
            self.columnCount = sqlite3_data_count(self.handle)
            return true
        case SQLITE_DONE:
            self.reset()
            return false
        default:
            let failure = SQLError(sqlite: sqlite3_db_handle(self.handle), statement: "\(self.name)")
            self.reset()
            throw failure
        }
    }

    /// Runs a statement that answers no rows; afterwards it takes the next parameters.
    /// - Throws: As `step`; `misuse` if there is a row, which is then not run to its end.
    package mutating func run() throws(SQLError) {
        if try self.step() {
            self.reset()
            throw SQLError(.misuse, message: "answers rows", statement: "\(self.name)")
        }
    }

    /// Ends a run before its last row and forgets parameters and failure.
    package mutating func reset() {
        // Answers the error of the last step once more, which has been thrown.
        if self.isRunning { sqlite3_reset(self.handle) }
        self.isRunning = false
        self.nextParameter = 1
        self.columnCount = 0
        self.failure = nil
        self.values.removeAll()
    }

    func isNamed(_ name: StaticString) -> Bool {
        name.hasPointerRepresentation && self.name.hasPointerRepresentation
            && (name.utf8Start == self.name.utf8Start || "\(name)" == "\(self.name)")
    }

    mutating func fail(_ code: SQLError.Code, _ message: String) {
        if self.failure == nil { self.failure = SQLError(code, message: message, statement: "\(self.name)") }
    }
}
