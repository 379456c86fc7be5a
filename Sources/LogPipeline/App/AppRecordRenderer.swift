import Logging
import Telemetry

/// Turns app records into lines of the app stream (telemetry.md section 5).
///
/// Owned by one thread.
package struct AppRecordRenderer: ~Copyable {
    private let arena = FragmentArena()
    private let service: Fragment
    private let boot: Fragment
    private let dataStream: Fragment
    private let bootID: UInt32
    private let levels: [Fragment]
    private let codes: [Fragment]
    private var date = DateText()
    /// Values cut since they were last taken.
    package var truncations = TruncationCounts()
    /// The level of the last record rendered: its place among all, `trace` is 0.
    package private(set) var levelIndex = 0

    package init(identity: RecordIdentity) {
        let arena = self.arena
        self.service = identity.serviceText(in: arena)
        self.boot = identity.bootText(in: arena)
        self.dataStream = identity.dataStreamText(.app, in: arena)
        self.bootID = identity.bootID
        self.levels = Logger.Level.allCases.map { arena.keep(#"","log.level":"\#($0.rawValue)","message":""#) }
        self.codes = Outcome.allCases.map { arena.keep($0.labelText) }
    }

    /// Appends one line.
    ///
    /// - Parameters:
    ///   - bytes: The record as it lies in the ring, aligned to 8 bytes.
    ///   - writer: Takes the line and its newline.
    /// - Returns: False when the bytes are no record: nothing was written (count it as `encode_error`).
    package mutating func render(_ bytes: UnsafeRawBufferPointer, into writer: inout LineWriter) -> Bool {
        guard let base = bytes.baseAddress, bytes.count >= MemoryLayout<AppRecord>.size else { return false }
        let record = base.loadUnaligned(as: AppRecord.self)
        guard Int(record.level) < self.levels.count, Int(record.outcome) < self.codes.count,
            record.texts.total <= bytes.count - MemoryLayout<AppRecord>.size
        else { return false }
        var texts = TextReader(bytes, from: MemoryLayout<AppRecord>.size)
        self.levelIndex = Int(record.level)
        // The ring holds no record whose texts could need more than this.
        var out = writer.cursor(reserving: 4096 + self.service.count + 6 * bytes.count + 32 * 64)
        var line = LineEnd(out)
        self.truncations.lineBegins()
        self.writeHead(record, texts.take(record.texts.message), &out)
        line.mayEnd(at: out)
        self.writeOrigin(record, &texts, &out)
        line.mayEnd(at: out)
        self.writeError(record, &texts, &out)
        line.mayEnd(at: out)
        for _ in 0..<record.labelCount {
            guard let keyCount = texts.takeLength(), let valueCount = texts.takeLength() else { break }
            out.write(#","labels."#)
            _ = out.write(escaping: texts.take(keyCount), cap: TextCap.labelKey)  // shortened when it was made
            out.write(#"":""#)
            self.truncations.note(.labels, if: out.write(escaping: texts.take(valueCount), cap: TextCap.label))
            out.write(byte: 0x22)
            line.mayEnd(at: out)
        }
        self.truncations.note(.labels, if: record.lostLabelCount > 0)
        if record.suppressedCount > 0 {
            out.write(#","gateway.suppressed_count":"#)
            out.write(decimal: record.suppressedCount)
        }
        line.mayEnd(at: out)
        self.truncations.note(.line, if: line.isTooLong(out))
        line.close(&out, self.truncations)
        writer.commit(out)
        return true
    }

    /// The common head: up to `gateway.shard`.
    private mutating func writeHead(_ record: AppRecord, _ message: UnsafeRawBufferPointer, _ out: inout ByteCursor) {
        out.write(#"{"@timestamp":""#)
        self.date.write(record.wallNanoseconds, to: &out)
        out.write(self.levels[Int(record.level)])
        self.truncations.note(.message, if: out.write(escaping: message, cap: TextCap.message))
        out.write(byte: 0x22)
        out.write(self.service)
        let id = EventID(app: record.sequence, wallNanoseconds: record.wallNanoseconds, boot: self.bootID)
        out.write(base32: id.high, id.low)
        out.write(#"","event.kind":"event","event.dataset":"gateway.app","event.sequence":"#)
        out.write(decimal: record.sequence)
        out.write(self.dataStream)
        if record.traceIDHigh | record.traceIDLow != 0 {
            out.write(#","trace.id":""#)
            out.write(hex: record.traceIDHigh)
            out.write(hex: record.traceIDLow)
            out.write(byte: 0x22)
        }
        if record.spanID != 0 {
            out.write(#","span.id":""#)
            out.write(hex: record.spanID)
            out.write(#"","transaction.id":""#)
            out.write(hex: record.spanID)
            out.write(byte: 0x22)
        }
        out.write(self.boot)
        out.write(decimal: 255)
    }

    /// `log.*`, `process.thread.name`.
    private func writeOrigin(_ record: AppRecord, _ texts: inout TextReader, _ out: inout ByteCursor) {
        Self.write(#","log.logger":""#, texts.take(record.texts.logger), &out)
        Self.write(#","log.origin.file.name":""#, texts.take(record.texts.file), &out)
        if record.line > 0 {
            out.write(#","log.origin.file.line":"#)
            out.write(decimal: UInt64(record.line))
        }
        Self.write(#","log.origin.function":""#, texts.take(record.texts.function), &out)
        Self.write(#","process.thread.name":""#, texts.take(record.texts.thread), &out)
    }

    /// `error.*`.
    private mutating func writeError(_ record: AppRecord, _ texts: inout TextReader, _ out: inout ByteCursor) {
        Self.write(#","error.type":""#, texts.take(record.texts.errorType), &out)
        let message = texts.take(record.texts.errorMessage)
        if !message.isEmpty {
            out.write(#","error.message":""#)
            self.truncations.note(.errorMessage, if: out.write(escaping: message, cap: TextCap.message))
            out.write(byte: 0x22)
        }
        if record.outcome > 0 {
            out.write(#","error.code":""#)
            out.write(self.codes[Int(record.outcome)])
            out.write(byte: 0x22)
        }
    }

    /// A name that is left out when it is empty.
    private static func write(_ key: StaticString, _ text: UnsafeRawBufferPointer, _ out: inout ByteCursor) {
        if text.isEmpty { return }
        out.write(key)
        _ = out.write(escaping: text, cap: TextCap.name)  // a name of our own code: not worth a counter
        out.write(byte: 0x22)
    }
}
