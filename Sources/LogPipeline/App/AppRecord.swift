import Logging
import Telemetry

/// The fixed part of one app record, written into the shared ring as it lies in memory, followed by its texts.
///
/// Layout: this struct, the texts in the order of ``TextLengths`` without separators, then for each label two 16-bit
/// lengths, its key and its value. Texts are at most their caps plus some bytes, so that the renderer sees that one was
/// longer and marks it as cut.
package struct AppRecord: BitwiseCopyable, Sendable {
    package struct TextLengths: BitwiseCopyable, Sendable {
        package var message: UInt16 = 0
        package var logger: UInt16 = 0
        package var file: UInt16 = 0
        package var function: UInt16 = 0
        package var thread: UInt16 = 0
        package var errorType: UInt16 = 0
        package var errorMessage: UInt16 = 0

        package init() {}

        package var total: Int {
            let front = Int(self.message) + Int(self.logger) + Int(self.file) + Int(self.function)
            return front + Int(self.thread) + Int(self.errorType) + Int(self.errorMessage)
        }
    }

    /// Nanoseconds since 1970 (UTC); never less than that of the record before.
    package var wallNanoseconds: Int64 = 0
    /// Counts from 1 per boot; a dropped record uses up its number.
    package var sequence: UInt64 = 0
    package var traceIDHigh: UInt64 = 0
    package var traceIDLow: UInt64 = 0
    package var spanID: UInt64 = 0
    /// Records of the same call site that were left out before this one.
    package var suppressedCount: UInt64 = 0
    /// The line of the call site; 0: the record was made by the pipeline itself.
    package var line: UInt32 = 0
    /// The index of the level among swift-log's, `trace` is 0.
    package var level: UInt8 = 0
    /// The raw value of the error's outcome; 0: none.
    package var outcome: UInt8 = 0
    package var labelCount: UInt8 = 0
    /// How many labels there were beyond the most that are kept, at most 255.
    package var lostLabelCount: UInt8 = 0
    package var texts = TextLengths()

    package init() {}
}

extension AppRecord {
    /// Stands for how app records lie in memory; see `RecordLayout`.
    package static let layoutNumber = RecordLayout.number(
        of: [AppRecord(), AppRecord.TextLengths()],
        sizes: [MemoryLayout<AppRecord>.size, MemoryLayout<AppRecord>.alignment],
        words: Outcome.allCases.map(\.labelText) + Logger.Level.allCases.map(\.rawValue)
    )

    /// Whether bytes that nobody has vouched for can be a record: what holds for every record holds here.
    static func isPlausible(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= MemoryLayout<AppRecord>.size else { return false }
        let record = bytes.load(as: AppRecord.self)
        guard record.wallNanoseconds > 0, Int(record.level) < Logger.Level.allCases.count,
            Int(record.outcome) < Outcome.allCases.count, Int(record.labelCount) <= TextCap.labelCount
        else { return false }
        var place = MemoryLayout<AppRecord>.size + record.texts.total
        for _ in 0..<record.labelCount {
            guard place + 4 <= bytes.count else { return false }
            place +=
                4 + Int(bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self))
                + Int(bytes.loadUnaligned(fromByteOffset: place + 2, as: UInt16.self))
        }
        return place == bytes.count
    }
}
