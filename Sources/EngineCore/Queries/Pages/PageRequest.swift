/// Which part of a list: at most 200 rows after a cursor.
public struct PageRequest: Sendable, Hashable {
    /// The largest and the default number of rows.
    public static let limits = 1...200
    /// What is given without a wish.
    public static let standardLimit = 50

    /// In 1...200.
    public let limit: Int
    /// Opaque: what the page before gave.
    public let cursor: String?

    /// A limit outside 1...200 gives nil: answer 400.
    public init?(limit: Int = Self.standardLimit, cursor: String? = nil) {
        guard Self.limits.contains(limit) else { return nil }
        (self.limit, self.cursor) = (limit, cursor)
    }
}
