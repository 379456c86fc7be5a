import Glibc

/// Reads a line of ours, member by member: one flat JSON object as the renderers write it (telemetry.md section 5).
///
/// Strict, and no reader of JSON in general: no blanks, within it only objects of texts, the escapes `\"`, `\\` and `\uXXXX`, whole
/// numbers, lists of texts. Nothing is copied or allocated; the line must outlive what is read.
package struct LineScanner {
    package enum Step {
        case member(LineMember)
        /// The object is closed and nothing follows.
        case end
        /// No line of ours.
        case malformed
    }

    private var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private var isFirst = true

    /// - Parameter line: Without its newline.
    package init?(_ line: UnsafeRawBufferPointer) {
        guard let start = line.baseAddress, line.count >= 2 else { return nil }
        self.next = start.assumingMemoryBound(to: UInt8.self)
        self.end = self.next + line.count
    }

    /// - Returns: What comes next; after `end` or `malformed` do not ask again.
    package mutating func step() -> Step {
        let isOpened = self.take(self.isFirst ? 0x7B : 0x2C)  // { ,
        if !isOpened { return !self.isFirst && self.take(0x7D) && self.next == self.end ? .end : .malformed }
        self.isFirst = false
        guard let name = self.takeText(), self.take(0x3A), self.next < self.end else { return .malformed }
        var member = LineMember(name: name.bytes, kind: .text, value: name.bytes)
        switch self.next.pointee {
        case 0x22:
            guard let text = self.takeText() else { return .malformed }
            (member.value, member.isEscaped) = (text.bytes, text.isEscaped)
        case 0x30...0x39:
            (member.kind, member.value) = (.number, self.takeWhile { (0x30...0x39).contains($0) })
        case 0x61...0x7A:
            (member.kind, member.value) = (.word, self.takeWhile { (0x61...0x7A).contains($0) })
        case 0x5B:
            guard let list = self.takeList() else { return .malformed }
            (member.kind, member.value) = (.list, list)
        case 0x7B:
            guard let object = self.takeObject() else { return .malformed }
            (member.kind, member.value) = (.object, object)
        default: return .malformed
        }
        return .member(member)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard self.next < self.end, self.next.pointee == byte else { return false }
        self.next += 1
        return true
    }

    private mutating func takeWhile(_ isTaken: (UInt8) -> Bool) -> UnsafeRawBufferPointer {
        let start = self.next
        while self.next < self.end, isTaken(self.next.pointee) { self.next += 1 }
        return UnsafeRawBufferPointer(start: start, count: self.next - start)
    }

    /// A text and its quotes; nil when it is not one.
    private mutating func takeText() -> (bytes: UnsafeRawBufferPointer, isEscaped: Bool)? {
        guard self.take(0x22) else { return nil }
        let start = self.next
        var isEscaped = false
        while true {
            guard let quote = Self.find(0x22, self.next, self.end) else { return nil }
            guard let slash = Self.find(0x5C, self.next, quote) else {
                self.next = quote + 1
                return (UnsafeRawBufferPointer(start: start, count: quote - start), isEscaped)
            }
            isEscaped = true
            let count = Self.escapeLength(slash, self.end)
            if count == 0 { return nil }
            self.next = slash + count
        }
    }

    private static func find(
        _ byte: UInt8,
        _ start: UnsafePointer<UInt8>,
        _ end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8>? {
        memchr(start, Int32(byte), end - start).map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }
    }

    /// How long the escape at a backslash is; 0: none of ours.
    private static func escapeLength(_ slash: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
        guard end - slash >= 2 else { return 0 }
        switch slash[1] {
        case 0x22, 0x5C: return 2
        case 0x75:
            guard end - slash >= 6 else { return 0 }
            for index in 2..<6 where HexDigit.value(slash[index]) == nil { return 0 }
            return 6
        default: return 0
        }
    }

    /// An object whose members are texts: `gateway.headers`.
    private mutating func takeObject() -> UnsafeRawBufferPointer? {
        let start = self.next
        self.next += 1
        repeat {
            if self.takeText() == nil || !self.take(0x3A) || self.takeText() == nil { return nil }
        } while self.take(0x2C)
        if !self.take(0x7D) { return nil }
        return UnsafeRawBufferPointer(start: start, count: self.next - start)
    }

    private mutating func takeList() -> UnsafeRawBufferPointer? {
        let start = self.next
        self.next += 1
        if !self.take(0x5D) {
            repeat {
                if self.takeText() == nil { return nil }
            } while self.take(0x2C)
            if !self.take(0x5D) { return nil }
        }
        return UnsafeRawBufferPointer(start: start, count: self.next - start)
    }
}
