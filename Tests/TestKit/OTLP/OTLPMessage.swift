/// One message of opentelemetry-proto, read strictly: fields that the message does not have and wrong wire types are
/// errors, as are two values of a field that has one.
struct OTLPMessage {
    enum Kind { case varint, fixed64, fixed32, bytes, repeated }

    private enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    private var fields: [Int: [Value]] = [:]
    private let name: String

    /// `name` is for errors; `schema` has the fields by number.
    init(_ bytes: ArraySlice<UInt8>, _ name: String, _ schema: [Int: Kind]) throws {
        self.name = name
        var rest = bytes
        while !rest.isEmpty {
            let tag = try Self.varint(&rest)
            let number = Int(tag >> 3)
            guard let kind = schema[number] else { throw OTLPError("\(name) has no field \(number)") }
            let value: Value
            switch (kind, tag & 7) {
            case (.varint, 0): value = .number(try Self.varint(&rest))
            case (.fixed64, 1): value = .number(try Self.fixed(&rest, 8))
            case (.fixed32, 5): value = .number(try Self.fixed(&rest, 4))
            case (.bytes, 2), (.repeated, 2): value = .bytes(try Self.take(&rest, Int(try Self.varint(&rest))))
            default: throw OTLPError("\(name).\(number) has wire type \(tag & 7)")
            }
            if kind != .repeated, self.fields[number] != nil { throw OTLPError("\(name).\(number) twice") }
            self.fields[number, default: []].append(value)
        }
    }

    func number(_ field: Int) -> UInt64? {
        if case .number(let value)? = self.fields[field]?.first { return value }
        return nil
    }

    func bytes(_ field: Int) -> ArraySlice<UInt8>? { self.list(field).first }

    func list(_ field: Int) -> [ArraySlice<UInt8>] {
        (self.fields[field] ?? []).compactMap { if case .bytes(let bytes) = $0 { bytes } else { nil } }
    }

    func text(_ field: Int) throws -> String {
        guard let bytes = self.bytes(field) else { return "" }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw OTLPError("\(self.name).\(field) is not UTF-8")
        }
        return text
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw OTLPError("cut off") }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw OTLPError("a varint of more than 10 bytes")
    }

    private static func fixed(_ rest: inout ArraySlice<UInt8>, _ count: Int) throws -> UInt64 {
        try self.take(&rest, count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, _ count: Int) throws -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw OTLPError("cut off") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
