/// The kinds of record the journal tells apart.
///
/// `deploy/journald/watchgate.catalog` explains each of them (`journalctl --catalog`).
package enum JournalRecordKind: CaseIterable, Sendable {
    /// A request that was answered without an error code.
    case request
    /// A request with an error code, which is `GW_OUTCOME`.
    case requestFailed
    /// A message of the gateway for which there is no kind of its own.
    case message
    case ready, draining, configurationApplied, configurationRejected
    case sinkFailing, sinkRecovered, sinkClosed, streamClosed, streamRecovered, canary

    /// The field `MESSAGE_ID`: made by `systemd-id128 new`; an id never changes its meaning.
    package var messageID: StaticString {
        switch self {
        case .request: "35f055d90b344779a8c5bf02251b2bf0"
        case .requestFailed: "5d943811a5ce4801aa4ebc0138f7d67e"
        case .message: "25c806247cff4176a81b4b725eb6c711"
        case .ready: "ad2cec34ec1b419fb52885a3b91540f6"
        case .draining: "ab08ea4afb00451286adbdc27f694be0"
        case .configurationApplied: "a804dd9326b548389d93351f97e58128"
        case .configurationRejected: "43c9c178d14b444891f1a2701bff703e"
        case .sinkFailing: "880fa5f428d748b6adf9d16dad090a6f"
        case .sinkRecovered: "1a46df980a9e4c5089d3ce7c00f02a33"
        case .sinkClosed: "1fcef77c00184fd3b89619d8c7c7d4b6"
        case .streamClosed: "b2d6bc8f33734b8392954901691d7820"
        case .streamRecovered: "69e643dab12c45e38ad0d08861d4d060"
        case .canary: "0deb997f1ec541289965a6dec7b2a55e"
        }
    }

    /// The text of each message that has a kind of its own, as the code writes it.
    package static let messages: [(text: StaticString, kind: JournalRecordKind)] = [
        ("gateway is ready", .ready), ("draining", .draining), ("configuration applied", .configurationApplied),
        ("configuration rejected; the old one stays", .configurationRejected),
        ("log sink cannot write; it keeps trying", .sinkFailing), ("log sink writes again", .sinkRecovered),
        ("log sink is closed; its records are dropped", .sinkClosed), ("stream.closed", .streamClosed),
        ("stream.recovered", .streamRecovered), ("canary", .canary),
    ]

    /// The kind of an app record with this message, as it stands in the line.
    static func ofMessage(_ message: UnsafeRawBufferPointer) -> JournalRecordKind {
        for (text, kind) in Self.messages where text.equals(message) { return kind }
        return .message
    }
}
