package import SQLStore

/// One item of a provider's report, and what it was matched with.
public struct ReconItem: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The run that found it.
    public var runID: ID
    /// Who moves the money outside; nil: nobody yet.
    public var provider: String
    /// The provider's own name of it; nil: none yet.
    public var externalID: String
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// Where it stands.
    public var state: ReconState
    /// The transfer; nil: none.
    public var transferSeq: Int64?
    /// Why, 1 to 500 characters.
    public var reason: String?

    package init(
        id: ID,
        runID: ID,
        provider: String,
        externalID: String,
        amount: Int64,
        state: ReconState,
        transferSeq: Int64? = nil,
        reason: String? = nil
    ) {
        self.id = id
        self.runID = runID
        self.provider = provider
        self.externalID = externalID
        self.amount = amount
        self.state = state
        self.transferSeq = transferSeq
        self.reason = reason
    }
}

extension ReconItem: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "recon_item",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("run_id", .uuid),
            Column("provider", .text),
            Column("external_id", .text),
            Column("amount", .int64),
            Column("state", .int16),
            Column("transfer_seq", .int64, isNullable: true),
            Column("reason", .text, isNullable: true),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.id(self.runID)
        columns.text(self.provider)
        columns.text(self.externalID)
        columns.int64(self.amount)
        columns.int16(self.state.rawValue)
        columns.optionalInt64(self.transferSeq)
        columns.optionalText(self.reason)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.runID = columns.id()
        self.provider = columns.text()
        self.externalID = columns.text()
        self.amount = columns.int64()
        self.state = columns.value(ReconState.self)
        self.transferSeq = columns.optionalInt64()
        self.reason = columns.optionalText()
    }
}
