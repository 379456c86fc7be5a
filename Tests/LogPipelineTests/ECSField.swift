import Foundation
import NIOCore

/// What the Elastic Common Schema 8.17 says of the fields we use: https://www.elastic.co/guide/en/ecs/8.17/.
///
/// A small table of our own, so that a field that is renamed or written with another type fails a test.
enum ECSField {
    enum Kind {
        /// `keyword`, `wildcard`, `match_only_text`, `constant_keyword`: a text.
        case text
        /// `keyword` that the schema wants as an array.
        case texts
        case long
        case date
        case ip
    }

    static let kinds: [String: Kind] = [
        "@timestamp": .date, "log.level": .text, "message": .text, "ecs.version": .text, "service.name": .text,
        "service.version": .text, "service.environment": .text, "service.node.name": .text, "host.name": .text,
        "process.pid": .long, "process.thread.name": .text, "event.id": .text, "event.kind": .text,
        "event.category": .texts, "event.type": .texts, "event.action": .text, "event.outcome": .text,
        "event.reason": .text, "event.dataset": .text, "event.sequence": .long, "event.duration": .long,
        "data_stream.type": .text, "data_stream.dataset": .text, "data_stream.namespace": .text, "trace.id": .text,
        "span.id": .text, "transaction.id": .text, "http.request.id": .text, "http.request.method": .text,
        "http.request.bytes": .long, "http.request.body.bytes": .long, "http.request.referrer": .text,
        "http.response.status_code": .long, "http.response.bytes": .long, "http.response.body.bytes": .long,
        "http.version": .text, "url.scheme": .text, "url.domain": .text, "url.path": .text, "client.ip": .ip,
        "source.ip": .ip, "user.id": .text, "user.name": .text, "user.roles": .texts, "user_agent.original": .text,
        "tls.version": .text, "tls.cipher": .text, "log.logger": .text, "log.origin.file.name": .text,
        "log.origin.file.line": .long, "log.origin.function": .text, "error.type": .text, "error.message": .text,
        "error.code": .text, "error.stack_trace": .text,
    ]

    /// What the schema allows in these fields, as far as we write them.
    static let allowed: [String: Set<String>] = [
        "event.kind": ["event"], "event.category": ["web", "configuration"], "event.type": ["access", "change"],
        "event.outcome": ["success", "failure", "unknown"], "data_stream.type": ["logs"], "ecs.version": ["8.17.0"],
    ]

    /// Why a value is none of its field; nil when it is one.
    static func problem(_ name: String, _ value: Any) -> String? {
        guard let kind = Self.kinds[name] else { return "\(name) is no field of ECS" }
        let texts = value as? [String] ?? [value as? String].compactMap(\.self)
        if let allowed = Self.allowed[name], !texts.allSatisfy(allowed.contains) { return "\(name) is \(value)" }
        let isRight =
            switch kind {
            case .text: value is String
            case .texts: value is [String]
            case .long: Self.isWhole(value)
            case .date: (value as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil
            case .ip: (value as? String).map { (try? SocketAddress(ipAddress: $0, port: 0)) != nil } ?? false
            }
        return isRight ? nil : "\(name) is \(value)"
    }

    private static func isWhole(_ value: Any) -> Bool {
        guard let number = value as? NSNumber else { return false }
        return number.doubleValue == number.doubleValue.rounded() && number.doubleValue >= 0
    }
}
