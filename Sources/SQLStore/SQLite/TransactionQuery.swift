/// The statements around a transaction, with the ids after the caller's.
struct TransactionQuery {
    static let count = 4

    let begin: SQLiteQuery
    let beginImmediate: SQLiteQuery
    let commit: SQLiteQuery
    let rollback: SQLiteQuery

    init(firstID: Int) {
        self.begin = SQLiteQuery(id: firstID, name: "begin", sql: "BEGIN")
        self.beginImmediate = SQLiteQuery(id: firstID + 1, name: "begin immediate", sql: "BEGIN IMMEDIATE")
        self.commit = SQLiteQuery(id: firstID + 2, name: "commit", sql: "COMMIT")
        self.rollback = SQLiteQuery(id: firstID + 3, name: "rollback", sql: "ROLLBACK")
    }
}
