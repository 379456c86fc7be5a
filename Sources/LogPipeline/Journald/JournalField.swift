/// A field of a line that has a field of its own in the journal.
enum JournalField: UInt32, CaseIterable {
    case level, message, eventID, reason, dataset, duration, traceID, method, status, route, upstream
    case file, line, function, threadID, errorCode, errorNumber

    /// Its name in the journal; the equals sign ends it.
    var prefix: StaticString {
        switch self {
        case .level: "PRIORITY="
        case .message: "MESSAGE="
        case .eventID: "GW_EVENT_ID="
        case .reason, .errorCode: "GW_OUTCOME="
        case .dataset: "GW_STREAM="
        case .duration: "GW_DURATION_NS="
        case .traceID: "GW_TRACE_ID="
        case .method: "GW_METHOD="
        case .status: "GW_STATUS="
        case .route: "GW_ROUTE="
        case .upstream: "GW_UPSTREAM="
        case .file: "CODE_FILE="
        case .line: "CODE_LINE="
        case .function: "CODE_FUNC="
        case .threadID: "TID="
        case .errorNumber: "ERRNO="
        }
    }

    /// The field a member of a line goes to; nil: it is in `ECS` only.
    ///
    /// By length first: of some sixty names in a line most are done with after one comparison.
    @inline(__always)
    static func named(_ name: UnsafeRawBufferPointer) -> JournalField? {
        switch name.count {
        case 7: Self.message.if("message", name)
        case 8: Self.eventID.if("event.id", name) ?? Self.traceID.if("trace.id", name)
        case 9: Self.level.if("log.level", name)
        case 10: Self.errorCode.if("error.code", name)
        case 12: Self.reason.if("event.reason", name) ?? Self.errorNumber.if("labels.errno", name)
        case 13: Self.dataset.if("event.dataset", name) ?? Self.route.if("gateway.route", name)
        case 14: Self.duration.if("event.duration", name)
        case 17: Self.threadID.if("process.thread.id", name)
        case 19: Self.method.if("http.request.method", name) ?? Self.function.if("log.origin.function", name)
        case 20: Self.file.if("log.origin.file.name", name) ?? Self.line.if("log.origin.file.line", name)
        case 21: Self.upstream.if("gateway.upstream.name", name)
        case 25: Self.status.if("http.response.status_code", name)
        default: nil
        }
    }

    @inline(__always)
    private func `if`(_ text: StaticString, _ name: UnsafeRawBufferPointer) -> JournalField? {
        text.equals(name) ? self : nil
    }
}
