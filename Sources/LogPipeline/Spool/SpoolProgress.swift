/// How far an append to a spool went.
package struct SpoolProgress: Equatable {
    /// Of the lines given, from their front: what needs no second try.
    package var byteCount = 0
    /// Lines that are no record: without an id, or too long.
    package var refusedNoID: UInt64 = 0
    package var refusedOversize: UInt64 = 0
    /// What stopped it; 0: nothing.
    package var errorNumber: Int32 = 0
}
