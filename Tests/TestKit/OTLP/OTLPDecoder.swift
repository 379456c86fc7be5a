/// Reads `ExportTraceServiceRequest` by opentelemetry-proto 1.x (`trace_service.proto`, `trace.proto`, `common.proto`,
/// `resource.proto`).
package enum OTLPDecoder {
    private typealias Schema = [Int: OTLPMessage.Kind]

    private static let request: Schema = [1: .repeated]
    private static let resourceSpans: Schema = [1: .bytes, 2: .repeated, 3: .bytes]
    private static let resource: Schema = [1: .repeated, 2: .varint]
    private static let scopeSpans: Schema = [1: .bytes, 2: .repeated, 3: .bytes]
    private static let scope: Schema = [1: .bytes, 2: .bytes, 3: .repeated, 4: .varint]
    private static let span: Schema = [
        1: .bytes, 2: .bytes, 3: .bytes, 4: .bytes, 5: .bytes, 6: .varint, 7: .fixed64, 8: .fixed64, 9: .repeated,
        10: .varint, 11: .repeated, 12: .varint, 13: .repeated, 14: .varint, 15: .bytes, 16: .fixed32,
    ]
    private static let link: Schema = [1: .bytes, 2: .bytes, 3: .bytes, 4: .repeated, 5: .varint, 6: .fixed32]
    private static let status: Schema = [2: .bytes, 3: .varint]
    private static let pair: Schema = [1: .bytes, 2: .bytes]
    private static let value: Schema = [
        1: .bytes, 2: .varint, 3: .varint, 4: .fixed64, 5: .bytes, 6: .bytes, 7: .bytes,
    ]

    package static func decode(_ bytes: [UInt8]) throws -> [OTLPSpan] {
        var spans: [OTLPSpan] = []
        for part in try OTLPMessage(bytes[...], "request", self.request).list(1) {
            let group = try OTLPMessage(part, "resource_spans", self.resourceSpans)
            let source = try OTLPMessage(group.bytes(1) ?? [], "resource", self.resource)
            let facts = try self.attributes(source.list(1))
            guard facts["service.name"] != nil else { throw OTLPError("a resource without service.name") }
            for part in group.list(2) {
                let scoped = try OTLPMessage(part, "scope_spans", self.scopeSpans)
                let scope = try OTLPMessage(scoped.bytes(1) ?? [], "scope", self.scope).text(1)
                for part in scoped.list(2) {
                    var span = try self.span(part)
                    (span.resource, span.scope) = (facts, scope)
                    spans.append(span)
                }
            }
        }
        return spans
    }

    private static func span(_ bytes: ArraySlice<UInt8>) throws -> OTLPSpan {
        let message = try OTLPMessage(bytes, "span", self.span)
        var span = OTLPSpan()
        span.traceID = try self.id(message.bytes(1), count: 16)
        span.spanID = try self.id(message.bytes(2), count: 8)
        span.traceState = try message.text(3)
        if let parent = message.bytes(4), !parent.isEmpty { span.parentID = try self.id(parent, count: 8) }
        span.flags = UInt32(message.number(16) ?? 0)
        span.name = try message.text(5)
        span.kind = Int(message.number(6) ?? 0)
        span.start = message.number(7) ?? 0
        span.end = message.number(8) ?? 0
        span.attributes = try self.attributes(message.list(9))
        span.links = try message.list(13).map { bytes in
            let link = try OTLPMessage(bytes, "link", self.link)
            return .init(traceID: try self.id(link.bytes(1), count: 16), spanID: try self.id(link.bytes(2), count: 8))
        }
        let status = try OTLPMessage(message.bytes(15) ?? [], "status", self.status)
        span.status = Int(status.number(3) ?? 0)
        guard !span.name.isEmpty, (1...5).contains(span.kind), span.start > 0, span.end >= span.start,
            span.status <= 2
        else { throw OTLPError("not a whole span: \(span)") }
        return span
    }

    private static func id(_ bytes: ArraySlice<UInt8>?, count: Int) throws -> String {
        guard let bytes, bytes.count == count, bytes.contains(where: { $0 != 0 }) else {
            throw OTLPError("no id of \(count) bytes")
        }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func attributes(_ pairs: [ArraySlice<UInt8>]) throws -> [String: String] {
        var attributes: [String: String] = [:]
        for bytes in pairs {
            let pair = try OTLPMessage(bytes, "attribute", self.pair)
            let key = try pair.text(1)
            guard !key.isEmpty, let bytes = pair.bytes(2),
                attributes.updateValue(try self.value(bytes), forKey: key) == nil
            else { throw OTLPError("attribute \(key) is wrong, or stands there twice") }
        }
        return attributes
    }

    private static func value(_ bytes: ArraySlice<UInt8>) throws -> String {
        let value = try OTLPMessage(bytes, "value", self.value)
        if value.bytes(1) != nil { return try value.text(1) }
        if let truth = value.number(2) { return truth == 0 ? "false" : "true" }
        if let number = value.number(3) { return String(Int64(bitPattern: number)) }
        throw OTLPError("a value that no span of ours has")
    }
}
