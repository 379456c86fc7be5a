/// Versions of rows that people change: who changes one says which version he saw (`If-Match`).
enum Version {
    /// - Throws: `precondition-required` without a version; `precondition-failed` with the `version` there is.
    static func check(_ seen: Int32?, is current: Int32) throws(Rejection) {
        guard let seen else { throw Rejection(.preconditionRequired) }
        guard seen == current else { throw Rejection(.preconditionFailed, ["version": .int(Int64(current))]) }
    }
}
