/// An audit chain that fits together.
package struct AuditSummary: Equatable {
    package var files = 0
    package var records: UInt64 = 0
    /// Of the first record that is still there: 1, unless older files were moved away.
    package var first: UInt64 = 0
    package var last: UInt64 = 0
    /// Records that are there twice, byte for byte: a kill came between file and cursor.
    package var repeated: UInt64 = 0

    package init(files: Int = 0, records: UInt64 = 0, first: UInt64 = 0, last: UInt64 = 0, repeated: UInt64 = 0) {
        self.files = files
        self.records = records
        self.first = first
        self.last = last
        self.repeated = repeated
    }
}
