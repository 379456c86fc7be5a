/// Gathers rows into one array for each column, so that one statement takes thousands of rows.
///
/// `INSERT INTO t SELECT * FROM unnest($1::uuid[], $2::int8[])`: the arrays are built in PostgreSQL's binary format as
/// the values arrive, and keep their memory from batch to batch.
///
/// ```
/// int32 dimensions = 1 | int32 has NULLs | int32 element type | int32 rows | int32 first index = 1
/// for each row: int32 length, -1 for NULL | bytes
/// ```
package struct ArrayColumns: ~Copyable {
    /// The largest array, in bytes: PostgreSQL allocates at most 1 GiB for a value.
    static let columnBytesLimit = 1_000_000_000
    private static let headerBytes = 20

    package let types: [SQLType]
    /// Complete rows.
    package private(set) var rowCount = 0
    /// Why the rows cannot be sent; see ``ColumnWriter``.
    package private(set) var failure: SQLError?
    private let columns: UnsafeMutablePointer<WireBuffer>
    private var next = 0

    /// - Parameter types: Of the columns, in the order in which rows give their values; none is no column.
    package init(_ types: [SQLType] = []) {
        self.types = types
        self.columns = .allocate(capacity: types.count)
        for column in types.indices { (self.columns + column).initialize(to: WireBuffer(capacity: 1_024)) }
        self.removeAll()
    }

    deinit {
        self.columns.deinitialize(count: self.types.count)
        self.columns.deallocate()
    }

    package var isEmpty: Bool { self.rowCount == 0 }

    /// Forgets the rows, and the failure; keeps the memory.
    package mutating func removeAll() {
        (self.rowCount, self.next, self.failure) = (0, 0, nil)
        for (column, type) in self.types.enumerated() {
            self.columns[column].removeAll()
            for number in [1, 0, Int32(bitPattern: type.oid), 0, 1] { self.columns[column].append(number) }
        }
    }

    /// Finishes the headers and gives the array of a column, valid until the next row.
    func array(_ column: Int) -> UnsafeRawBufferPointer {
        precondition(self.next == 0, "a row ends after \(self.next) of \(self.types.count) columns")
        self.columns[column].set(Int32(self.rowCount), at: 12)
        return UnsafeRawBufferPointer(start: self.columns[column].start, count: self.columns[column].count)
    }

    /// What keeps the rows from being sent.
    var refusal: SQLError? {
        if let failure = self.failure { return failure }
        for column in self.types.indices where self.columns[column].count > Self.columnBytesLimit {
            return SQLError(.misuse, message: "more than \(Self.columnBytesLimit) bytes in an array")
        }
        return nil
    }

    private mutating func column(_ type: SQLType) -> UnsafeMutablePointer<WireBuffer> {
        precondition(self.types[self.next] == type, "column \(self.next) is \(self.types[self.next]), not \(type)")
        let column = self.columns + self.next
        self.next += 1
        if self.next == self.types.count { (self.next, self.rowCount) = (0, self.rowCount + 1) }
        return column
    }
}

extension ArrayColumns: ColumnWriter {
    package mutating func int16(_ value: Int16) {
        let column = self.column(.int16)
        column.pointee.append(Int32(2))
        column.pointee.append(value)
    }

    package mutating func int32(_ value: Int32) {
        let column = self.column(.int32)
        column.pointee.append(Int32(4))
        column.pointee.append(value)
    }

    package mutating func int64(_ value: Int64) {
        let column = self.column(.int64)
        column.pointee.append(Int32(8))
        column.pointee.append(value)
    }

    package mutating func bool(_ value: Bool) {
        let column = self.column(.bool)
        column.pointee.append(Int32(1))
        column.pointee.append(UInt8(value ? 1 : 0))
    }

    package mutating func uuid(_ value: SQLUUID) {
        let column = self.column(.uuid)
        column.pointee.append(Int32(16))
        column.pointee.append(value.high)
        column.pointee.append(value.low)
    }

    package mutating func bytes(_ value: [UInt8]) {
        let column = self.column(.bytes)
        column.pointee.append(Int32(value.count))
        value.withUnsafeBytes { column.pointee.append($0) }
    }

    package mutating func text(_ value: String) {
        let column = self.column(.text)
        var value = value
        value.withUTF8 { text in
            if self.failure == nil, let error = SQLError(text: text) { self.failure = error }
            column.pointee.append(Int32(text.count))
            column.pointee.append(UnsafeRawBufferPointer(text))
        }
    }

    package mutating func null(_ type: SQLType) {
        let column = self.column(type)
        column.pointee.append(Int32(-1))
        column.pointee.set(1, at: 4)
    }
}
