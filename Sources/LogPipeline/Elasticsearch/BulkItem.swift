/// What a store answered about one record.
package struct BulkItem: Sendable, Equatable {
    package var status: Int
    /// Empty when the answer left it out.
    package var id: String
    package var errorType: String
    /// At most 2 KiB.
    package var errorReason: String
    /// It went to the data stream's failure store.
    package var usedFailureStore: Bool

    package init(
        status: Int,
        id: String = "",
        errorType: String = "",
        errorReason: String = "",
        usedFailureStore: Bool = false
    ) {
        self.status = status
        self.id = id
        self.errorType = errorType
        self.errorReason = errorReason
        self.usedFailureStore = usedFailureStore
    }
}
