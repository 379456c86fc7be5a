package import SQLStore

/// One column: its name in both databases, its type, and whether it is part of the primary key or may be NULL.
package struct Column: Sendable {
    package var name: String
    package var type: SQLType
    package var isKey: Bool
    package var isNullable: Bool

    package init(_ name: String, _ type: SQLType, isKey: Bool = false, isNullable: Bool = false) {
        (self.name, self.type, self.isKey, self.isNullable) = (name, type, isKey, isNullable)
    }
}
