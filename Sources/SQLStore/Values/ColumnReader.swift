/// Gives the values of a row back, one call for each column in the table's order.
///
/// A column of another type, NULL where a value is read, a number out of range or one column too many answers zero or
/// nothing and sets `failure`, which sticks. The store looks at it once for a set of rows, so no call throws.
package protocol ColumnReader: ~Copyable {
    /// The first thing that went wrong; never unset by reading on.
    var failure: SQLError? { get set }

    mutating func int16() -> Int16
    mutating func int32() -> Int32
    mutating func int64() -> Int64
    mutating func bool() -> Bool
    mutating func uuid() -> SQLUUID
    mutating func bytes() -> [UInt8]
    mutating func text() -> String
    /// Whether the next column is NULL; if it is, it counts as read.
    mutating func isNull() -> Bool
}
