/// The fields of one message, by number, in their order.
struct ProtobufMessage {
    enum Field: Equatable {
        case varint(UInt64)
        case double(Double)
        case bytes(ArraySlice<UInt8>)
    }

    private var fields: [Int: [Field]] = [:]

    init(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let tag = try Self.varint(&rest)
            let field: Field
            switch tag & 7 {
            case 0: field = .varint(try Self.varint(&rest))
            case 1: field = .double(Double(bitPattern: try Self.fixed(&rest)))
            case 2: field = .bytes(try Self.delimited(&rest))
            default: throw DecodingError("wire type \(tag & 7)")
            }
            self.fields[Int(tag >> 3), default: []].append(field)
        }
    }

    /// The messages of a stream, each after its length.
    static func stream(_ bytes: [UInt8]) throws -> [ProtobufMessage] {
        var rest = bytes[...]
        var messages: [ProtobufMessage] = []
        while !rest.isEmpty { messages.append(try ProtobufMessage(try Self.delimited(&rest))) }
        return messages
    }

    func varints(_ number: Int) throws -> [UInt64] {
        try self.fields[number, default: []].map {
            guard case .varint(let value) = $0 else { throw DecodingError("field \(number) is no varint") }
            return value
        }
    }

    /// Zigzag-coded numbers.
    func signed(_ number: Int) throws -> [Int64] {
        try self.varints(number).map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }

    func double(_ number: Int) throws -> Double? {
        try self.fields[number]?.last.map {
            guard case .double(let value) = $0 else { throw DecodingError("field \(number) is no double") }
            return value
        }
    }

    func bytes(_ number: Int) throws -> [ArraySlice<UInt8>] {
        try self.fields[number, default: []].map {
            guard case .bytes(let value) = $0 else { throw DecodingError("field \(number) has no length") }
            return value
        }
    }

    func messages(_ number: Int) throws -> [ProtobufMessage] { try self.bytes(number).map { try ProtobufMessage($0) } }

    func text(_ number: Int) throws -> String? {
        try self.bytes(number).last.map {
            guard let text = String(validating: $0, as: UTF8.self) else { throw DecodingError("not UTF-8") }
            return text
        }
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw DecodingError("cut off") }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw DecodingError("a varint of more than 10 bytes")
    }

    private static func fixed(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        guard rest.count >= 8 else { throw DecodingError("cut off") }
        defer { rest = rest.dropFirst(8) }
        return rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func delimited(_ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        let length = Int(try self.varint(&rest))
        guard rest.count >= length else { throw DecodingError("cut off") }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}
