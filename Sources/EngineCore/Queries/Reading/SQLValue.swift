package import SQLStore

/// A parameter of a read.
package enum SQLValue: Sendable, Hashable {
    case int16(Int16)
    case int32(Int32)
    case int64(Int64)
    case uuid(ID)
    case text(String)
    case null(SQLType)

    package static func int16(_ value: Int16?) -> SQLValue { value.map { .int16($0) } ?? .null(.int16) }
    package static func int64(_ value: Int64?) -> SQLValue { value.map { .int64($0) } ?? .null(.int64) }
    package static func uuid(_ value: ID?) -> SQLValue { value.map { .uuid($0) } ?? .null(.uuid) }
    package static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null(.text) }

    package var type: SQLType {
        switch self {
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .uuid: .uuid
        case .text: .text
        case .null(let type): type
        }
    }

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        switch self {
        case .int16(let value): columns.int16(value)
        case .int32(let value): columns.int32(value)
        case .int64(let value): columns.int64(value)
        case .uuid(let value): columns.id(value)
        case .text(let value): columns.text(value)
        case .null(let type): columns.null(type)
        }
    }
}
