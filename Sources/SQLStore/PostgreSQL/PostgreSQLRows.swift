import CPostgreSQL

/// What one statement answered: rows, read in order, and the number of rows it changed.
///
/// ```
/// var rows = results.next()
/// while rows.next() { accounts.append((rows.int64(), rows.optionalText())) }
/// try rows.check()
/// ```
package struct PostgreSQLRows: ~Copyable {
    package let statement: String
    /// Rows that the statement answered.
    package let count: Int
    package var failure: SQLError?
    private let result: OpaquePointer
    private let columnCount: CInt
    private var row: CInt = -1
    private var column: CInt = 0

    /// - Parameter result: Of a statement that succeeded; cleared with this value.
    init(_ result: OpaquePointer, statement: String) {
        self.result = result
        self.statement = statement
        self.count = Int(PQntuples(result))
        self.columnCount = PQnfields(result)
    }

    deinit { PQclear(self.result) }

    /// Rows that INSERT, UPDATE or DELETE changed; those that SELECT answered.
    package var affected: Int {
        var number = 0
        guard let digits = PQcmdTuples(self.result) else { return 0 }
        for offset in 0..<20 {
            let digit = Int(digits[offset]) - 0x30
            guard 0...9 ~= digit else { break }
            number = number * 10 + digit
        }
        return number
    }

    /// Goes to the next row, whichever columns of the last one were read.
    /// - Returns: False when there is none.
    package mutating func next() -> Bool {
        if Int(self.row) + 1 >= self.count { return false }
        (self.row, self.column) = (self.row + 1, 0)
        return true
    }

    /// - Throws: The first misuse of this reader.
    package func check() throws(SQLError) {
        if let failure = self.failure { throw failure }
    }

    private mutating func fail(_ message: String) {
        if self.failure == nil { self.failure = SQLError(.misuse, message: message, statement: self.statement) }
    }

    /// The bytes of the next column; nil after a failure.
    private mutating func value(_ type: SQLType, bytes: Int? = nil) -> UnsafeRawBufferPointer? {
        precondition(self.row >= 0, "next() goes to the first row")
        let column = self.column
        self.column += 1
        guard column < self.columnCount else {
            self.fail("column \(column) of \(self.columnCount)")
            return nil
        }
        guard PQftype(self.result, column) == type.oid else {
            self.fail("column \(column) is of type \(PQftype(self.result, column)), not \(type)")
            return nil
        }
        if PQgetisnull(self.result, self.row, column) != 0 {
            self.fail("column \(column) is NULL")
            return nil
        }
        let length = Int(PQgetlength(self.result, self.row, column))
        precondition(bytes == nil || bytes == length, "\(type) of \(length) bytes from the server")
        return UnsafeRawBufferPointer(start: PQgetvalue(self.result, self.row, column), count: length)
    }

    private mutating func number<Number: FixedWidthInteger>(_ type: SQLType) -> Number {
        guard let bytes = self.value(type, bytes: MemoryLayout<Number>.size) else { return 0 }
        return Number(bigEndian: bytes.loadUnaligned(as: Number.self))
    }
}

extension PostgreSQLRows: ColumnReader {
    package mutating func int16() -> Int16 { self.number(.int16) }
    package mutating func int32() -> Int32 { self.number(.int32) }
    package mutating func int64() -> Int64 { self.number(.int64) }

    package mutating func bool() -> Bool {
        guard let bytes = self.value(.bool, bytes: 1) else { return false }
        return bytes[0] != 0
    }

    package mutating func uuid() -> SQLUUID {
        guard let bytes = self.value(.uuid, bytes: 16) else { return .zero }
        return SQLUUID(bytes: bytes) ?? .zero
    }

    package mutating func bytes() -> [UInt8] { self.value(.bytes).map { Array($0) } ?? [] }

    package mutating func text() -> String { self.value(.text).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    package mutating func isNull() -> Bool {
        precondition(self.row >= 0, "next() goes to the first row")
        guard self.column < self.columnCount, PQgetisnull(self.result, self.row, self.column) != 0 else { return false }
        self.column += 1
        return true
    }
}
