/// A JSON value with one text form: keys sorted by their UTF-8 bytes, no blanks, integers only.
///
/// What is hashed or stored under an idempotency key is such text, because `jsonb` rewrites bytes.
public enum CanonicalJSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case string(String)
    case array([CanonicalJSON])
    case object([String: CanonicalJSON])
}

extension CanonicalJSON {
    /// The text as bytes (UTF-8).
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        self.write(into: &bytes)
        return bytes
    }

    /// The text.
    public var text: String { String(decoding: self.bytes, as: UTF8.self) }

    package static func id(_ id: ID) -> CanonicalJSON { .string(id.description) }
    package static func id(_ id: ID?) -> CanonicalJSON { id.map { .string($0.description) } ?? .null }
    package static func int(_ value: Int64?) -> CanonicalJSON { value.map { .int($0) } ?? .null }
    package static func name(_ value: some NamedValue) -> CanonicalJSON { .string(value.name) }

    package subscript(_ key: String) -> CanonicalJSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }
    package var int: Int64? { if case .int(let value) = self { value } else { nil } }
    package var string: String? { if case .string(let value) = self { value } else { nil } }
    package var array: [CanonicalJSON]? { if case .array(let values) = self { values } else { nil } }
    package var object: [String: CanonicalJSON]? { if case .object(let members) = self { members } else { nil } }
    package var id: ID? { self.string.flatMap { ID($0) } }

    private func write(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): bytes.append(contentsOf: String(value).utf8)
        case .string(let value): Self.write(value, into: &bytes)
        case .array(let values): Self.write(values, into: &bytes)
        case .object(let members): Self.write(members, into: &bytes)
        }
    }

    private static func write(_ values: [CanonicalJSON], into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            value.write(into: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ members: [String: CanonicalJSON], into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        let keys = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for (index, key) in keys.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            Self.write(key, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            members[key]?.write(into: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// RFC 8259 section 7: only what must be escaped is.
    private static func write(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
