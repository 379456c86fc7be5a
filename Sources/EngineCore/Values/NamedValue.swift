/// A value of a closed set that is stored as a number and shown by name.
package protocol NamedValue: RawRepresentable<Int16>, CaseIterable, Sendable {
    var name: String { get }
}

extension NamedValue {
    /// The value with that name, or nil.
    package init?(name: String) {
        guard let value = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = value
    }
}
