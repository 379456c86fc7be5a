import Telemetry

/// Writes spans as an `ExportTraceServiceRequest` (opentelemetry-proto, `trace_service.proto`, `trace.proto`).
///
/// Attribute names are those of OpenTelemetry's semantic conventions for HTTP. What a client wrote is left out: path,
/// query, host, user agent. The log record with the same trace id has it, under the rules of that log.
struct SpanEncoder {
    enum Kind: UInt64 {
        case server = 2
        case client = 3
    }

    private static let bytesPerSpan = 640

    private let identity: RecordIdentity
    private let names: NameTable
    /// `th` of the traces that are kept by chance.
    private let threshold: String

    /// - Parameters:
    ///   - identity: The resource that made the spans.
    ///   - names: What the ids in records stand for.
    ///   - sampleRate: The share of traces kept by chance.
    init(identity: RecordIdentity, names: NameTable, sampleRate: Double) {
        self.identity = identity
        self.names = names
        self.threshold = TraceSampling(rate: sampleRate, key: 0).thresholdText
    }

    func encode(_ traces: [KeptTrace]) -> [UInt8] {
        let count = traces.reduce(0) { $0 + $1.spanCount }
        var request = ProtobufWriter(capacity: 512 + count * Self.bytesPerSpan)
        request.write(1) { resourceSpans in
            resourceSpans.write(1) { self.writeResource(&$0) }
            resourceSpans.write(2) { scopeSpans in
                scopeSpans.write(1) { scope in
                    scope.write(1, self.identity.serviceName)
                    scope.write(2, self.identity.serviceVersion)
                }
                for trace in traces {
                    scopeSpans.write(2) { self.writeServerSpan(trace, &$0) }
                    for index in trace.attempts.indices {
                        scopeSpans.write(2) { self.writeClientSpan(trace, index, &$0) }
                    }
                }
            }
        }
        return request.bytes
    }

    private func writeResource(_ resource: inout ProtobufWriter) {
        let facts = [
            ("service.name", self.identity.serviceName), ("service.version", self.identity.serviceVersion),
            ("service.instance.id", self.identity.nodeName),
            ("deployment.environment.name", self.identity.environment), ("host.name", self.identity.hostName),
        ]
        for (name, value) in facts where !value.isEmpty { resource.write(1, attribute: name, value) }
        resource.write(1, attribute: "process.pid", Int(self.identity.processID))
    }

    // MARK: Spans

    private func writeServerSpan(_ kept: KeptTrace, _ span: inout ProtobufWriter) {
        let record = kept.record
        let method = Self.method(record)
        let route = record.route == NameTable.unmatched.id ? "" : self.names.text(ConfiguredLabel(id: record.route))
        let name = method == MethodLabel.other.labelText ? "HTTP" : method
        self.writeIdentity(kept, record.spanID, parent: kept.trace.parentSpanID, isRemote: true, &span)
        span.write(5, route.isEmpty ? name : "\(name) \(route)")
        span.write(6, varint: Kind.server.rawValue)
        Self.writeTimes(record.startWallNanoseconds, record.durationNanoseconds, &span)
        span.write(9, attribute: "http.request.method", method)
        if !route.isEmpty { span.write(9, attribute: "http.route", route) }
        span.write(9, attribute: "url.scheme", "http")
        if record.status > 0 { span.write(9, attribute: "http.response.status_code", Int(record.status)) }
        if record.httpVersion > 0 {
            span.write(9, attribute: "network.protocol.name", "http")
            span.write(9, attribute: "network.protocol.version", record.httpVersion == 10 ? "1.0" : "1.1")
        }
        span.write(9, attribute: "http.request.body.size", Int(clamping: record.requestBodyBytes))
        span.write(9, attribute: "http.response.body.size", Int(clamping: record.responseBodyBytes))
        for phase in Phase.allCases where record.phases[Int(phase.rawValue)] > 0 {
            let time = Int(clamping: record.phases[Int(phase.rawValue)])
            span.write(9, attribute: "watchgate.phase_ns.\(phase.labelText)", time)
        }
        if let decision = TraceDecisionLabel(rawValue: kept.trace.decision) {
            span.write(9, attribute: "watchgate.trace.decision", decision.labelText)
        }
        if kept.trace.linkSpanID != 0 {
            span.write(13) { link in
                link.write(1, bigEndian: kept.trace.linkTraceIDHigh, kept.trace.linkTraceIDLow)
                link.write(2, bigEndian: kept.trace.linkSpanID)
                link.write(6, fixed32: 0x300)  // known to be remote
            }
        }
        Self.writeOutcome(record.outcome, &span)
    }

    private func writeClientSpan(_ kept: KeptTrace, _ index: Int, _ span: inout ProtobufWriter) {
        let attempt = kept.attempts[index]
        let method = Self.method(kept.record)
        self.writeIdentity(kept, attempt.spanID, parent: kept.record.spanID, isRemote: false, &span)
        span.write(5, method == MethodLabel.other.labelText ? "HTTP" : method)
        span.write(6, varint: Kind.client.rawValue)
        Self.writeTimes(attempt.startWallNanoseconds, attempt.durationNanoseconds, &span)
        span.write(9, attribute: "http.request.method", method)
        span.write(9, attribute: "url.scheme", "http")
        let target = self.names.text(ConfiguredLabel(id: attempt.target))
        if let colon = target.lastIndex(of: ":"), let port = Int(target[target.index(after: colon)...]) {
            let host = target[..<colon].drop { $0 == "[" }.prefix { $0 != "]" }
            span.write(9, attribute: "server.address", String(host))
            span.write(9, attribute: "server.port", port)
        }
        if attempt.status > 0 { span.write(9, attribute: "http.response.status_code", Int(attempt.status)) }
        if index > 0 { span.write(9, attribute: "http.request.resend_count", index) }
        let upstream = self.names.text(ConfiguredLabel(id: kept.record.upstream))
        if !upstream.isEmpty { span.write(9, attribute: "watchgate.upstream", upstream) }
        span.write(9, attribute: "watchgate.connection.reused", isTrue: attempt.usedReusedConnection)
        Self.writeOutcome(attempt.outcome, &span)
    }

    private func writeIdentity(
        _ kept: KeptTrace,
        _ spanID: UInt64,
        parent: UInt64,
        isRemote: Bool,
        _ span: inout ProtobufWriter
    ) {
        span.write(1, bigEndian: kept.record.traceIDHigh, kept.record.traceIDLow)
        span.write(2, bigEndian: spanID)
        let state = self.traceState(kept.trace)
        if !state.isEmpty { span.write(3, state) }
        if parent != 0 { span.write(4, bigEndian: parent) }
        // Beside the flags of W3C: whether the parent is another process's is known, and whether it is so.
        let remote: UInt32 = isRemote && parent != 0 ? 0x300 : 0x100
        span.write(16, fixed32: remote | UInt32(kept.trace.flags))
    }

    /// Ours only: the others' members say nothing about this span.
    private func traceState(_ trace: TraceRecord) -> String {
        var pairs: [String] = []
        if trace.flags & TraceContext.sampledFlag != 0 { pairs.append("th:\(self.threshold)") }
        if trace.randomness != TraceRecord.noRandomness {
            let digits = String(trace.randomness & TraceSampling.randomMask, radix: 16)
            pairs.append("rv:" + String(repeating: "0", count: 14 - digits.count) + digits)
        }
        return pairs.isEmpty ? "" : "ot=" + pairs.joined(separator: ";")
    }

    private static func method(_ record: AccessRecord) -> String {
        (MethodLabel(rawValue: record.method) ?? .other).labelText
    }

    private static func writeTimes(_ start: Int64, _ duration: UInt64, _ span: inout ProtobufWriter) {
        let start = UInt64(max(0, start))
        span.write(7, fixed64: start)
        span.write(8, fixed64: start &+ duration)
    }

    /// `error.type` for every code; the span has failed unless the client is who decided.
    private static func writeOutcome(_ number: UInt8, _ span: inout ProtobufWriter) {
        guard let outcome = Outcome(rawValue: number), outcome != .success else { return }
        span.write(9, attribute: "error.type", outcome.labelText)
        if outcome.who != .client { span.write(15) { $0.write(3, varint: 2) } }
    }
}

extension ProtobufWriter {
    /// A `KeyValue` with a text.
    fileprivate mutating func write(_ field: Int, attribute name: String, _ value: String) {
        self.write(field) { pair in
            pair.write(1, name)
            pair.write(2) { $0.write(1, value) }
        }
    }

    /// A `KeyValue` with a number.
    fileprivate mutating func write(_ field: Int, attribute name: String, _ value: Int) {
        self.write(field) { pair in
            pair.write(1, name)
            pair.write(2) { $0.write(3, varint: UInt64(bitPattern: Int64(value))) }
        }
    }

    fileprivate mutating func write(_ field: Int, attribute name: String, isTrue: Bool) {
        self.write(field) { pair in
            pair.write(1, name)
            pair.write(2) { $0.write(2, varint: isTrue ? 1 : 0) }
        }
    }
}
