import CSQLite
import Glibc

/// Parameters. Not while it runs: `reset` it first if not all rows were read.
extension SQLiteStatement: ColumnWriter {
    package mutating func int16(_ value: Int16) { self.int64(Int64(value)) }
    package mutating func int32(_ value: Int32) { self.int64(Int64(value)) }
    package mutating func bool(_ value: Bool) { self.int64(value ? 1 : 0) }

    package mutating func int64(_ value: Int64) {
        let parameter = self.takeParameter()
        self.check(sqlite3_bind_int64(self.handle, parameter, value))
    }

    package mutating func uuid(_ value: SQLUUID) {
        let parameter = self.takeParameter()
        value.withBytes { self.values.append($0, parameter: parameter, isText: false) }
    }

    package mutating func bytes(_ value: [UInt8]) {
        let parameter = self.takeParameter()
        value.withUnsafeBytes { self.append($0, parameter: parameter, isText: false) }
    }

    /// A NUL is refused: PostgreSQL cannot store it, and SQLite's own functions end the text there.
    package mutating func text(_ value: String) {
        let parameter = self.takeParameter()
        var value = value
        value.withUTF8 { text in
            if let start = text.baseAddress, memchr(start, 0, text.count) != nil {
                self.fail(.misuse, "parameter \(parameter): text with a NUL character")
            } else {
                self.append(UnsafeRawBufferPointer(text), parameter: parameter, isText: true)
            }
        }
    }

    package mutating func null(_ type: SQLType) {
        let parameter = self.takeParameter()
        self.check(sqlite3_bind_null(self.handle, parameter))
    }

    /// Hands the kept values to SQLite, now that they stay where they are, and checks that no parameter is missing: it
    /// would have the value of the row before.
    mutating func bindValues() {
        let written = self.nextParameter - 1
        if written != self.parameterCount {
            self.fail(.misuse, "\(written) of \(self.parameterCount) parameters written")
        }
        if self.failure != nil { return }
        for value in self.values.values {
            let bytes = self.values.bytes(of: value)
            let count = Int32(bytes.count)
            let result =
                if value.isText {
                    sqlite3_bind_text(
                        self.handle,
                        value.parameter,
                        bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                        count,
                        nil
                    )
                } else {
                    sqlite3_bind_blob(self.handle, value.parameter, bytes.baseAddress, count, nil)
                }
            self.check(result)
        }
    }

    private mutating func takeParameter() -> Int32 {
        precondition(!self.isRunning, "\(self.name): a parameter while rows are being read")
        defer { self.nextParameter += 1 }
        return self.nextParameter
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer, parameter: Int32, isText: Bool) {
        if bytes.count <= Self.keptBytes {
            self.values.append(bytes, parameter: parameter, isText: isText)
        } else if let count = Int32(exactly: bytes.count) {
            let start = bytes.baseAddress
            self.check(
                isText
                    ? wg_sqlite3_bind_text(self.handle, parameter, start?.assumingMemoryBound(to: CChar.self), count)
                    : wg_sqlite3_bind_blob(self.handle, parameter, start, count)
            )
        } else {
            self.check(SQLITE_TOOBIG)
        }
    }

    private mutating func check(_ result: Int32) {
        guard result != SQLITE_OK, self.failure == nil else { return }
        self.failure = SQLError(sqliteResult: result, statement: "\(self.name)")
    }
}
