/// Columns that may be NULL.
extension ColumnReader where Self: ~Copyable {
    package mutating func optionalInt16() -> Int16? { self.isNull() ? nil : self.int16() }
    package mutating func optionalInt32() -> Int32? { self.isNull() ? nil : self.int32() }
    package mutating func optionalInt64() -> Int64? { self.isNull() ? nil : self.int64() }
    package mutating func optionalBool() -> Bool? { self.isNull() ? nil : self.bool() }
    package mutating func optionalUUID() -> SQLUUID? { self.isNull() ? nil : self.uuid() }
    package mutating func optionalBytes() -> [UInt8]? { self.isNull() ? nil : self.bytes() }
    package mutating func optionalText() -> String? { self.isNull() ? nil : self.text() }
}
