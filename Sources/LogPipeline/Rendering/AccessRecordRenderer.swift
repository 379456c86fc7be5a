package import Telemetry

/// Turns the binary records of the rings into lines of the access stream (telemetry.md section 5).
///
/// Owned by one thread. Everything that does not change between records is rendered once; a record costs copies,
/// numbers and one scan of each text from outside, and no allocation once all names and the buffer's size are known.
package struct AccessRecordRenderer: ~Copyable {
    let arena = FragmentArena()
    let service: Fragment
    let boot: Fragment
    let dataStream: Fragment
    let bootID: UInt32
    let outcomes: [OutcomeFragments]
    let methods: [Fragment]
    let phases: [Fragment]
    /// `,"gateway.sample_rate":` and how many records a sampled one stands for.
    let sampleRate: Fragment
    var names: NameFragments
    var date = DateText()
    /// Values cut since they were last taken.
    package var truncations = TruncationCounts()
    private let redactions: RedactionTally
    /// The level of the last record rendered: its place among all, `trace` is 0.
    package private(set) var levelIndex = 0
    /// Which record it was.
    private(set) var lastRecord: (shard: UInt8, sequence: UInt64) = (0, 0)

    /// - Parameters:
    ///   - identity: What is the same in every record.
    ///   - names: What the ids in records stand for.
    ///   - sampleRate: The share of ordinary records that is written, 0 to 1.
    ///   - redactions: Counts what was kept out of the records.
    package init(
        identity: RecordIdentity,
        names: NameTable,
        sampleRate: Double = 1,
        redactions: RedactionTally = RedactionTally()
    ) {
        let arena = self.arena
        self.redactions = redactions
        self.service = identity.serviceText(in: arena)
        self.boot = identity.bootText(in: arena)
        self.dataStream = identity.dataStreamText(.access, in: arena)
        self.bootID = identity.bootID
        self.outcomes = Outcome.allCases.map { OutcomeFragments($0, in: arena) }
        self.methods = MethodLabel.allCases.map { arena.keep($0.labelText) }
        self.phases = Phase.allCases.map { arena.keep(#","gateway.phase_ns.\#($0.labelText)":"#) }
        let weight = sampleRate > 0 ? 1 / sampleRate : 1
        let text = weight == weight.rounded() && weight < 1e15 ? String(Int(weight)) : "\(weight)"
        self.sampleRate = arena.keep(#","gateway.sample_rate":\#(text)"#)
        self.names = NameFragments(names)
    }

    /// Appends one line.
    ///
    /// - Parameters:
    ///   - bytes: The record as it lies in the ring, aligned to 8 bytes.
    ///   - writer: Takes the line and its newline.
    /// - Returns: False when the bytes are no record: nothing was written (count it as `encode_error`).
    /// - Complexity: O(n) in the record; under 1 µs for one with some 100 bytes of text.
    package mutating func render(_ bytes: UnsafeRawBufferPointer, into writer: inout LineWriter) -> Bool {
        guard let base = bytes.baseAddress, bytes.count >= MemoryLayout<AccessRecord>.size,
            UInt(bitPattern: base) % UInt(MemoryLayout<AccessRecord>.alignment) == 0
        else { return false }
        let pointer = base.assumingMemoryBound(to: AccessRecord.self)
        guard Int(pointer.pointee.outcome) < self.outcomes.count,
            pointer.pointee.texts.total <= bytes.count - MemoryLayout<AccessRecord>.size
        else { return false }
        let texts = AccessTexts(pointer.pointee.texts, at: base + MemoryLayout<AccessRecord>.size)
        let names = RecordNames(pointer, &self.names)
        // Constant pieces, numbers and the service's part are well under 4 KiB.
        var out = writer.cursor(reserving: 4096 + self.service.count + names.roomNeeded + texts.roomNeeded)
        var line = LineEnd(out)
        self.truncations.lineBegins()
        self.writeHead(pointer, texts, names, &out)
        line.mayEnd(at: out)
        self.writeRequest(pointer, texts, &out, &line)
        self.writeClient(pointer, texts, &out, &line)
        self.writeUpstream(pointer, texts, names, &out, &line)
        self.writePhases(pointer, &out)
        self.writeRateLimit(pointer, names, &out)
        if pointer.pointee.flags.contains(.isSampled) {
            out.write(self.sampleRate)
        } else {
            out.write(#","gateway.sample_rate":1"#)
        }
        line.mayEnd(at: out)
        self.writeQueryKeys(pointer, texts, &out)
        line.mayEnd(at: out)
        self.writeListed(texts, &out)
        self.truncations.note(.line, if: line.isTooLong(out))
        line.close(&out, self.truncations)
        if !pointer.pointee.redactions.isEmpty { self.redactions.add(pointer.pointee.redactions) }
        writer.commit(out)
        return true
    }

    /// The common head: up to `gateway.shard`.
    @inline(__always)
    private mutating func writeHead(
        _ record: UnsafePointer<AccessRecord>,
        _ texts: AccessTexts,
        _ names: RecordNames,
        _ out: inout ByteCursor
    ) {
        let outcome = self.outcomes[Int(record.pointee.outcome)]
        self.levelIndex = outcome.levelIndex
        out.write(#"{"@timestamp":""#)
        self.date.write(record.pointee.startWallNanoseconds, to: &out)
        out.write(outcome.level)
        self.writeMethod(record, texts, &out)
        out.write(byte: 0x20)
        out.write(names.route)
        out.write(byte: 0x20)
        out.write(decimal: UInt64(record.pointee.status))
        out.write(byte: 0x20)
        let micros = (record.pointee.durationNanoseconds &+ 500) / 1000
        out.write(decimal: micros / 1000)
        out.write(byte: 0x2E)
        out.write(threeDigits: Int(truncatingIfNeeded: micros % 1000))
        out.write(#" ms""#)
        out.write(self.service)
        let id = EventID(
            milliseconds: UInt64(max(record.pointee.startWallNanoseconds, 0)) / 1_000_000,
            boot: self.bootID,
            shard: record.pointee.shard,
            stream: .access,
            sequence: record.pointee.sequence
        )
        self.lastRecord = (record.pointee.shard, record.pointee.sequence)
        out.write(base32: id.high, id.low)
        out.write(outcome.event)
        out.write(decimal: record.pointee.sequence)
        out.write(#","event.duration":"#)
        out.write(decimal: record.pointee.durationNanoseconds)
        out.write(self.dataStream)
        self.writeTrace(record, &out)
        out.write(self.boot)
        out.write(decimal: UInt64(record.pointee.shard))
    }

    @inline(__always)
    func writeMethod(_ record: UnsafePointer<AccessRecord>, _ texts: AccessTexts, _ out: inout ByteCursor) {
        if texts.method.isEmpty {
            let method = Int(record.pointee.method)
            out.write(self.methods[method < self.methods.count ? method : Int(MethodLabel.other.rawValue)])
        } else {
            _ = out.write(escaping: texts.method, cap: TextCap.method)  // counted where the field is written
        }
    }

    @inline(__always)
    private func writeTrace(_ record: UnsafePointer<AccessRecord>, _ out: inout ByteCursor) {
        if record.pointee.traceIDHigh | record.pointee.traceIDLow != 0 {
            out.write(#","trace.id":""#)
            out.write(hex: record.pointee.traceIDHigh)
            out.write(hex: record.pointee.traceIDLow)
            out.write(byte: 0x22)
        }
        if record.pointee.spanID != 0 {
            out.write(#","span.id":""#)
            out.write(hex: record.pointee.spanID)
            out.write(#"","transaction.id":""#)
            out.write(hex: record.pointee.spanID)
            out.write(byte: 0x22)
        }
    }
}
