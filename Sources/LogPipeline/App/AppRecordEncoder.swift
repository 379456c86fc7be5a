import Logging
import Telemetry

/// Makes the bytes of an app record, on the thread that logs.
struct AppRecordEncoder {
    private(set) var record = AppRecord()
    /// What follows the fixed part.
    private(set) var tail: [UInt8] = []

    init(_ event: AppEvent) {
        self.record.level = UInt8(Logger.Level.allCases.firstIndex(of: event.level) ?? 0)
        self.record.line = UInt32(clamping: event.line)
        self.record.outcome = event.outcome.rawValue
        self.record.traceIDHigh = event.traceID.high
        self.record.traceIDLow = event.traceID.low
        self.record.spanID = event.spanID
        self.record.suppressedCount = event.suppressedCount
        self.record.labelCount = UInt8(event.labels.count)
        self.record.lostLabelCount = UInt8(clamping: event.lostLabelCount)
        self.record.texts.message = self.add(event.message, cap: TextCap.message)
        self.record.texts.logger = self.add(event.logger, cap: TextCap.name)
        self.record.texts.file = self.add(event.file, cap: TextCap.name)
        self.record.texts.function = self.add(event.function, cap: TextCap.name)
        self.record.texts.thread = self.add(event.thread, cap: TextCap.name)
        self.record.texts.errorType = self.add(event.errorType, cap: TextCap.name)
        self.record.texts.errorMessage = self.add(event.errorMessage, cap: TextCap.message)
        for label in event.labels { self.add(label.key, label.value) }
    }

    var byteCount: Int { MemoryLayout<AppRecord>.size + self.tail.count }

    /// Writes all of it with the number it got.
    func write(sequence: UInt64, wallNanoseconds: Int64, to start: UnsafeMutableRawPointer) {
        var record = self.record
        record.sequence = sequence
        record.wallNanoseconds = wallNanoseconds
        start.storeBytes(of: record, as: AppRecord.self)
        self.tail.withUnsafeBytes { bytes in
            guard let source = bytes.baseAddress else { return }
            (start + MemoryLayout<AppRecord>.size).copyMemory(from: source, byteCount: bytes.count)
        }
    }

    private mutating func add(_ text: String, cap: Int) -> UInt16 {
        let bytes = text.utf8.prefix(cap + 1)
        self.tail += bytes
        return UInt16(bytes.count)
    }

    private mutating func add(_ key: String, _ value: String) {
        let place = self.tail.count
        self.tail += [0, 0, 0, 0]
        let lengths = (self.add(key, cap: TextCap.labelKey), self.add(value, cap: TextCap.label))
        self.tail.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: lengths.0, toByteOffset: place, as: UInt16.self)
            bytes.storeBytes(of: lengths.1, toByteOffset: place + 2, as: UInt16.self)
        }
    }
}
