/// Columns that may be NULL.
extension ColumnWriter where Self: ~Copyable {
    package mutating func optionalInt16(_ value: Int16?) {
        if let value { self.int16(value) } else { self.null(.int16) }
    }

    package mutating func optionalInt32(_ value: Int32?) {
        if let value { self.int32(value) } else { self.null(.int32) }
    }

    package mutating func optionalInt64(_ value: Int64?) {
        if let value { self.int64(value) } else { self.null(.int64) }
    }

    package mutating func optionalBool(_ value: Bool?) {
        if let value { self.bool(value) } else { self.null(.bool) }
    }

    package mutating func optionalUUID(_ value: SQLUUID?) {
        if let value { self.uuid(value) } else { self.null(.uuid) }
    }

    package mutating func optionalBytes(_ value: [UInt8]?) {
        if let value { self.bytes(value) } else { self.null(.bytes) }
    }

    package mutating func optionalText(_ value: String?) {
        if let value { self.text(value) } else { self.null(.text) }
    }
}
