/// Reads the value of the one `Content-Length` field: `0`, or up to 18 digits without a leading zero.
///
/// RFC 9110 section 8.6 also allows a list of equal numbers; what two programs may read differently is refused.
/// - Parameter value: The field's bytes, without blanks around them.
/// - Returns: The body's length in bytes; nil when it is anything else (answer 400).
/// - Complexity: O(1): at most 19 bytes are looked at; does not allocate.
func contentLength(_ value: UnsafeRawBufferPointer) -> Int? {
    guard (1...18).contains(value.count) else { return nil }
    if value[0] == ASCII.zero { return value.count == 1 ? 0 : nil }
    var length = 0
    for byte in value {
        guard ASCII.isDigit(byte) else { return nil }
        length = length &* 10 &+ Int(byte &- ASCII.zero)
    }
    return length
}
