/// What an admin may do; several may be held at once.
public struct AdminRoles: OptionSet, Sendable, Hashable {
    public let rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    public static let `super` = AdminRoles(rawValue: 1)
    public static let finance = AdminRoles(rawValue: 2)
    public static let operations = AdminRoles(rawValue: 4)
    public static let support = AdminRoles(rawValue: 8)
    public static let auditor = AdminRoles(rawValue: 16)
}
