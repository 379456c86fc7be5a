/// The types of columns.
///
/// | Here | PostgreSQL | SQLite (`STRICT` tables) |
/// |---|---|---|
/// | `int16`, `int32`, `int64` | `int2`, `int4`, `int8` | `INTEGER` |
/// | `bool` | `bool` | `INTEGER`, 0 or 1 |
/// | `uuid` | `uuid` | `BLOB` of 16 bytes |
/// | `bytes` | `bytea` | `BLOB` |
/// | `text` | `text` | `TEXT` |
package enum SQLType: UInt8, CaseIterable, Sendable { case int16, int32, int64, bool, uuid, bytes, text }
