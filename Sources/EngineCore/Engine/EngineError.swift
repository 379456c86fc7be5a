/// Why an engine does not start.
public struct EngineError: Error, Hashable, Sendable {
    /// What went wrong; further versions may add codes.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name of the code.
        public let rawValue: String

        /// A code of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The store could not be opened.
        public static let storeNotOpened = Code(rawValue: "store-not-opened")
        /// The database is not there, or refuses.
        public static let databaseUnavailable = Code(rawValue: "database-unavailable")
        /// Another process has the SQLite file.
        public static let databaseInUse = Code(rawValue: "database-in-use")
        /// The schema is of another release, unfinished or not there: `watchgate migrate` says which.
        public static let schemaNotUsable = Code(rawValue: "schema-not-usable")
        /// The login's rights would make row security worthless.
        public static let rightsTooWide = Code(rawValue: "rights-too-wide")
        /// The system has no room for a thread.
        public static let threadNotStarted = Code(rawValue: "thread-not-started")
    }

    /// What went wrong.
    public var code: Code
    /// The first cause, for people.
    public var cause: String

    package init(_ code: Code, cause: String) { (self.code, self.cause) = (code, cause) }
}
