/// A command of the seed was refused or failed.
public struct SeedError: Error, Sendable, CustomStringConvertible {
    /// The key of the command, as `seed:1:member:7`.
    public var key: String
    /// The answer, for people.
    public var answer: String

    /// One line.
    public var description: String { "\(self.key): \(self.answer)" }
}
