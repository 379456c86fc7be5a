/// The list of a caller's `tracestate` fields: W3C Trace Context, level 2, read where it stands.
///
/// ```
/// tracestate: vendor=opaque , tenant@system=opaque      several fields are one list, in their order
/// ```
/// A list with one wrong member, a key twice, more than 32 members or more than 512 bytes is dropped as a whole
/// (sections 3.3.1 and 3.3.1.5). Keys with `@` are held to level 1, which is stricter: the test suite of W3C asks for
/// it.
package struct TraceState {
    package static let memberLimit = 32
    package static let byteLimit = 512
    private static let keyLimit = 256
    private static let tenantLimit = 241
    private static let systemLimit = 14
    private static let valueLimit = 256

    /// Of the members, with a comma between two.
    package private(set) var byteCount = 0
    package private(set) var memberCount = 0
    private var isValid = true
    // Hashes of the keys seen: equal ones are taken for the same key, which costs a list in 2^55.
    private var keys = InlineArray<32, UInt64>(repeating: 0)

    package init() {}

    /// Whether there is something to send on.
    package var isUsable: Bool { self.isValid && self.memberCount > 0 }

    /// Takes one field's value, without blanks around it.
    package mutating func add(_ field: UnsafeRawBufferPointer) {
        Self.forEachMember(of: field) { self.add(member: $0) }
    }

    private mutating func add(member: UnsafeRawBufferPointer) {
        guard self.isValid else { return }
        let more = member.count + (self.memberCount > 0 ? 1 : 0)
        guard let key = Self.keyLength(member), self.memberCount < Self.memberLimit,
            self.byteCount + more <= Self.byteLimit
        else {
            self.isValid = false
            return
        }
        let hash = Self.hash(UnsafeRawBufferPointer(rebasing: member[..<key]))
        for index in 0..<self.memberCount where self.keys[index] == hash {
            self.isValid = false
            return
        }
        self.keys[self.memberCount] = hash
        self.memberCount += 1
        self.byteCount += more
    }

    /// Calls `body` with each member of a field, without blanks around it; empty ones are left out.
    package static func forEachMember(
        of field: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        var start = 0
        while start < field.count {
            var end = start
            while end < field.count, field[end] != UInt8(ascii: ",") { end += 1 }
            var (first, last) = (start, end)
            while first < last, Self.isBlank(field[first]) { first += 1 }
            while last > first, Self.isBlank(field[last - 1]) { last -= 1 }
            if first < last { body(UnsafeRawBufferPointer(rebasing: field[first..<last])) }
            start = end + 1
        }
    }

    /// Whether a member has OpenTelemetry's key, which we write ourselves.
    package static func isOpenTelemetry(_ member: UnsafeRawBufferPointer) -> Bool {
        member.count >= 3 && member[0] == UInt8(ascii: "o") && member[1] == UInt8(ascii: "t")
            && member[2] == UInt8(ascii: "=")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// - Returns: The length of the key of a valid member, else nil.
    private static func keyLength(_ member: UnsafeRawBufferPointer) -> Int? {
        guard let equals = member.firstIndex(of: UInt8(ascii: "=")), self.isKey(member[..<equals]) else { return nil }
        let value = member[(equals + 1)...]
        guard !value.isEmpty, value.count <= self.valueLimit else { return nil }
        let isText = value.allSatisfy { $0 >= 0x20 && $0 <= 0x7E && $0 != UInt8(ascii: "=") }
        return isText ? equals : nil
    }

    private static func isKey(_ key: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let first = key.first, key.count <= self.keyLimit, self.isLetter(first) || self.isDigit(first),
            key.allSatisfy(self.isKeyByte)
        else { return false }
        guard let at = key.firstIndex(of: UInt8(ascii: "@")) else { return true }
        let system = key[(at + 1)...]
        guard let start = system.first, self.isLetter(start) else { return false }
        return key[..<at].count <= self.tenantLimit && system.count <= self.systemLimit
            && !system.contains(UInt8(ascii: "@"))
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "@"): true
        default: self.isLetter(byte) || self.isDigit(byte)
        }
    }

    /// FNV-1a.
    private static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
        key.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
