/// Takes the values of a row, one call for each column in the table's order.
///
/// A value that the database cannot store, as text with a NUL in it, sets an error that sticks: the store finds it when
/// the row is sent, and nothing of that row is written. So no call for a column throws.
package protocol ColumnWriter: ~Copyable {
    mutating func int16(_ value: Int16)
    mutating func int32(_ value: Int32)
    mutating func int64(_ value: Int64)
    mutating func bool(_ value: Bool)
    mutating func uuid(_ value: SQLUUID)
    /// Any bytes; none at all are not NULL.
    mutating func bytes(_ value: [UInt8])
    /// Text without a NUL character; the empty text is not NULL.
    mutating func text(_ value: String)
    /// No value, in a column of this type.
    mutating func null(_ type: SQLType)
}
