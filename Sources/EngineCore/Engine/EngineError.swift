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
        /// The system has no room for a thread.
        public static let threadNotStarted = Code(rawValue: "thread-not-started")
    }

    /// What went wrong.
    public var code: Code
    /// The first cause, for people.
    public var cause: String

    package init(_ code: Code, cause: String) { (self.code, self.cause) = (code, cause) }
}
