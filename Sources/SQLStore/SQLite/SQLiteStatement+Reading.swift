import CSQLite

/// Columns of the row that `step` stopped at.
extension SQLiteStatement: ColumnReader {
    package mutating func int16() -> Int16 { self.integer() }
    package mutating func int32() -> Int32 { self.integer() }
    package mutating func int64() -> Int64 { self.integer() }

    package mutating func bool() -> Bool {
        let value: Int64 = self.integer()
        if value & ~1 != 0 { self.fail(.misuse, "column \(self.nextColumn): \(value) is no boolean") }
        return value == 1
    }

    package mutating func uuid() -> SQLUUID {
        guard let column = self.takeColumn(SQLITE_BLOB) else { return .zero }
        let bytes = UnsafeRawBufferPointer(
            start: sqlite3_column_blob(self.handle, column),
            count: Int(sqlite3_column_bytes(self.handle, column))
        )
        guard let value = SQLUUID(bytes: bytes) else {
            self.fail(.misuse, "column \(column + 1): \(bytes.count) bytes are no UUID")
            return .zero
        }
        return value
    }

    package mutating func bytes() -> [UInt8] {
        guard let column = self.takeColumn(SQLITE_BLOB) else { return [] }
        let start = sqlite3_column_blob(self.handle, column)
        let count = Int(sqlite3_column_bytes(self.handle, column))
        guard self.isThere(start, count) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// Text that is no UTF-8, which only another program can have written, is `corrupt`.
    package mutating func text() -> String {
        guard let column = self.takeColumn(SQLITE_TEXT) else { return "" }
        let start = sqlite3_column_text(self.handle, column)
        let count = Int(sqlite3_column_bytes(self.handle, column))
        guard self.isThere(start, count) else { return "" }
        guard let text = String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) else {
            self.fail(.corrupt, "column \(column + 1): text that is not UTF-8")
            return ""
        }
        return text
    }

    package mutating func isNull() -> Bool {
        guard self.nextColumn < self.columnCount else { return false }  // reading it will fail
        guard sqlite3_column_type(self.handle, self.nextColumn) == SQLITE_NULL else { return false }
        self.nextColumn += 1
        return true
    }

    private mutating func integer<Value: FixedWidthInteger>() -> Value {
        guard let column = self.takeColumn(SQLITE_INTEGER) else { return 0 }
        guard let value = Value(exactly: sqlite3_column_int64(self.handle, column)) else {
            self.fail(.misuse, "column \(column + 1): a number of more than \(Value.bitWidth) bits")
            return 0
        }
        return value
    }

    /// The next column if it is of this type.
    private mutating func takeColumn(_ type: Int32) -> Int32? {
        let column = self.nextColumn
        guard column < self.columnCount else {
            self.fail(.misuse, "column \(column + 1) of \(self.columnCount)")
            return nil
        }
        self.nextColumn += 1
        let found = sqlite3_column_type(self.handle, column)
        if found == type { return column }
        self.fail(.misuse, "column \(column + 1): \(Self.name(ofType: found)), not \(Self.name(ofType: type))")
        return nil
    }

    /// SQLite answers no address for no bytes, and for want of memory.
    private mutating func isThere(_ start: UnsafeRawPointer?, _ count: Int) -> Bool {
        guard start == nil, sqlite3_errcode(sqlite3_db_handle(self.handle)) == SQLITE_NOMEM else { return true }
        self.fail(.outOfMemory, "out of memory")
        return false
    }

    private static func name(ofType type: Int32) -> String {
        switch type {
        case SQLITE_INTEGER: "INTEGER"
        case SQLITE_FLOAT: "REAL"
        case SQLITE_TEXT: "TEXT"
        case SQLITE_BLOB: "BLOB"
        default: "NULL"
        }
    }
}
