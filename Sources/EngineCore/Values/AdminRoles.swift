/// What an admin may do; several may be held at once.
public struct AdminRoles: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int32

    /// The value of these parts.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Plans, settings, roles.
    public static let `super` = AdminRoles(rawValue: 1)
    /// Money in and out.
    public static let finance = AdminRoles(rawValue: 2)
    /// Catalogue, orders, people.
    public static let operations = AdminRoles(rawValue: 4)
    /// Refunds and help.
    public static let support = AdminRoles(rawValue: 8)
    /// Reads everything.
    public static let auditor = AdminRoles(rawValue: 16)
}
