package import SQLStore

/// What one refund took back of one commission.
public struct Clawback: Sendable, Hashable {
    /// The refund.
    public let refundID: ID
    /// The line's number within the order, from 1.
    public let line: Int16
    /// 1 is the member's agent.
    public let level: Int16
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// The transfer; nil: none.
    public var transferSeq: Int64

    package init(
        refundID: ID,
        line: Int16,
        level: Int16,
        amount: Int64,
        transferSeq: Int64
    ) {
        self.refundID = refundID
        self.line = line
        self.level = level
        self.amount = amount
        self.transferSeq = transferSeq
    }
}

extension Clawback: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var refundID: ID
        package var line: Int16
        package var level: Int16

        package init(refundID: ID, line: Int16, level: Int16) {
            self.refundID = refundID
            self.line = line
            self.level = level
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.refundID, left.line, left.level) < (right.refundID, right.line, right.level)
        }
    }
    package var key: Key { Key(refundID: self.refundID, line: self.line, level: self.level) }
    package static let table = TableDescription(
        name: "clawback",
        columns: [
            Column("refund_id", .uuid, isKey: true),
            Column("line", .int16, isKey: true),
            Column("level", .int16, isKey: true),
            Column("amount", .int64),
            Column("transfer_seq", .int64),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.refundID)
        columns.int16(self.line)
        columns.int16(self.level)
        columns.int64(self.amount)
        columns.int64(self.transferSeq)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.refundID)
        columns.int16(key.line)
        columns.int16(key.level)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.refundID = columns.id()
        self.line = columns.int16()
        self.level = columns.int16()
        self.amount = columns.int64()
        self.transferSeq = columns.int64()
    }
}
