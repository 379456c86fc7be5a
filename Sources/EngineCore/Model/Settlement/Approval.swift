package import SQLStore

/// An action that a second admin has to approve.
public struct Approval: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// What is asked for.
    public var action: ApprovalAction
    /// What it is about.
    public var subjectID: ID?
    /// What is to be done, canonical JSON.
    public var payload: String
    /// Where it stands.
    public var state: ApprovalState
    /// Who asked.
    public var madeBy: ID
    /// Who decided; nil: nobody yet.
    public var checkedBy: ID?
    /// When it was made, microseconds.
    public var createdAt: Int64

    package init(
        id: ID,
        action: ApprovalAction,
        subjectID: ID? = nil,
        payload: String,
        state: ApprovalState,
        madeBy: ID,
        checkedBy: ID? = nil,
        createdAt: Int64
    ) {
        self.id = id
        self.action = action
        self.subjectID = subjectID
        self.payload = payload
        self.state = state
        self.madeBy = madeBy
        self.checkedBy = checkedBy
        self.createdAt = createdAt
    }
}

extension Approval: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "approval",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("action", .int16),
            Column("subject_id", .uuid, isNullable: true),
            Column("payload", .text),
            Column("state", .int16),
            Column("made_by", .uuid),
            Column("checked_by", .uuid, isNullable: true),
            Column("created_at", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.int16(self.action.rawValue)
        columns.optionalID(self.subjectID)
        columns.text(self.payload)
        columns.int16(self.state.rawValue)
        columns.id(self.madeBy)
        columns.optionalID(self.checkedBy)
        columns.int64(self.createdAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.action = columns.value(ApprovalAction.self)
        self.subjectID = columns.optionalID()
        self.payload = columns.text()
        self.state = columns.value(ApprovalState.self)
        self.madeBy = columns.id()
        self.checkedBy = columns.optionalID()
        self.createdAt = columns.int64()
    }
}
