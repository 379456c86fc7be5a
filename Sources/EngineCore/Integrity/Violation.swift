/// A row that breaks a rule.
public struct Violation: Sendable, Hashable {
    /// The id or the number of the row.
    public let subject: String
    /// What is wrong with it, without any value of the row.
    public let detail: String

    package init(subject: String, detail: String) { (self.subject, self.detail) = (subject, detail) }
    package init(_ id: ID, _ detail: String) { self.init(subject: id.description, detail: detail) }
    package init(_ number: Int64, _ detail: String) { self.init(subject: String(number), detail: detail) }
}
