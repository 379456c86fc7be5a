import Glibc

/// Counts and finds the ends of lines.
enum LineScan {
    /// How many newlines there are.
    static func count(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard var next = bytes.baseAddress else { return 0 }
        let end = next + bytes.count
        var count = 0
        while next < end, let found = memchr(next, 0x0A, end - next) {
            count += 1
            next = UnsafeRawPointer(found) + 1
        }
        return count
    }

    /// Behind the last newline of the first `limit` bytes; 0 when there is none.
    static func end(_ bytes: UnsafeRawBufferPointer, within limit: Int) -> Int {
        var end = min(limit, bytes.count)
        while end > 0, bytes[end - 1] != 0x0A { end -= 1 }
        return end
    }

    /// Behind the first newline; the whole length when there is none.
    static func firstEnd(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let start = bytes.baseAddress, let found = memchr(start, 0x0A, bytes.count) else { return bytes.count }
        return UnsafeRawPointer(found) - start + 1
    }
}
