import CPostgreSQL

/// The types' numbers in PostgreSQL (`src/include/catalog/pg_type.dat`): they never change between versions.
extension SQLType {
    var oid: Oid {
        switch self {
        case .int16: 21
        case .int32: 23
        case .int64: 20
        case .bool: 16
        case .uuid: 2_950
        case .bytes: 17
        case .text: 25
        }
    }

    /// Of an array of this type.
    var arrayOid: Oid {
        switch self {
        case .int16: 1_005
        case .int32: 1_007
        case .int64: 1_016
        case .bool: 1_000
        case .uuid: 2_951
        case .bytes: 1_001
        case .text: 1_009
        }
    }

    /// Its name in casts: `$1::uuid[]`.
    package var postgreSQLName: String {
        switch self {
        case .int16: "int2"
        case .int32: "int4"
        case .int64: "int8"
        case .bool: "bool"
        case .uuid: "uuid"
        case .bytes: "bytea"
        case .text: "text"
        }
    }
}
