/// Where one field line stands in its head.
///
/// ```
/// Name: \t value \r\n      nameStart ..< nameStart + nameLength: the name without the colon
///                          valueStart ..< valueStart + valueLength: the value without blanks around it
/// ```
/// A line begins at `nameStart`, so it ends where the next one begins.
package struct FieldEntry: BitwiseCopyable, Sendable, Equatable {
    package var nameStart: UInt16 = 0
    package var nameLength: UInt16 = 0
    package var valueStart: UInt16 = 0
    package var valueLength: UInt16 = 0
    package var name = FieldName.other
    /// A `Connection` field of the same head names it, so it ends here (RFC 9110 section 7.6.1).
    package var isConnectionOption = false

    package init() {}
}
