/// What a `Transfer-Encoding` field asks for.
enum TransferCoding: BitwiseCopyable {
    case none, chunked
    /// Codings that exist, with `chunked` as the last: not implemented here, answer 501.
    case unsupported

    /// Reads the value of the one `Transfer-Encoding` field: nil when it is neither `chunked` nor such a list.
    /// - Complexity: O(n) in the value's bytes; does not allocate.
    @inline(__always)
    init?(_ value: UnsafeRawBufferPointer) {
        if value.count == 7, let start = value.baseAddress, ByteText.isText(start, "chunked") {
            self = .chunked
        } else {
            guard Self.isListOfCodings(value) else { return nil }
            self = .unsupported
        }
    }

    @inline(never)
    private static func isListOfCodings(_ value: UnsafeRawBufferPointer) -> Bool {
        var elements = ListElements(value)
        var count = 0
        while let element = elements.next() {
            count += 1
            guard let start = element.baseAddress else { return false }
            switch element.count {
            case 7 where ByteText.isText(start, "chunked"): return elements.isAtEnd && count > 1
            case 4 where ByteText.isText(start, "gzip"): break
            case 7 where ByteText.isText(start, "deflate"): break
            case 8 where ByteText.isText(start, "compress"): break
            default: return false
            }
        }
        return false
    }
}
