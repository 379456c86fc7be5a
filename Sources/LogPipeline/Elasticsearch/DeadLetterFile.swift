import Glibc
package import Telemetry

/// `dead/<sink>.jsonl`: records that a store refused for good, with its reason.
///
/// ```
/// {"@timestamp":"…","stream":"access","status":400,"code":"mapping","reason":"…","line":"{\"@timestamp\":…}"}
/// ```
/// What is appended is on the disk before the call returns. At its limit the file is renamed to `<sink>.jsonl.1`, which
/// replaces an older one. Used by the sink's thread alone.
package final class DeadLetterFile {
    package static let byteLimit = 256 * 1_048_576
    private static let reasonBytes = 2048

    private let path: String
    private let folder: String
    private let limit: Int
    private var descriptor: CInt = -1
    private var size = 0

    /// - Parameters:
    ///   - folder: Is made when it is first needed; that above it must be there.
    ///   - sink: Names the file.
    ///   - limit: In bytes; the file is rotated before it grows beyond it.
    package init(folder: String, sink: SinkLabel, limit: Int = DeadLetterFile.byteLimit) {
        self.folder = folder
        self.path = "\(folder)/\(sink.labelText).jsonl"
        self.limit = limit
    }

    deinit { self.close() }

    private func close() {
        if self.descriptor >= 0 { Glibc.close(self.descriptor) }
        self.descriptor = -1
    }

    /// Appends letters and makes them durable.
    ///
    /// - Returns: 0, or the error number; then nothing of them is in the file.
    package func append(_ letters: [DeadLetter], of batch: BulkBatch, _ stream: RecordStream) -> CInt {
        var text = LineWriter(capacity: 4096)
        for letter in letters { Self.write(letter, of: batch, stream, into: &text) }
        // Opened for each call: letters are rare, and the operator may have taken the file away.
        defer { self.close() }
        var opened = self.open()
        if opened == 0, self.size > 0, self.size + text.count > self.limit {
            opened = self.rotate()
            if opened == 0 { opened = self.open() }
        }
        if opened != 0 { return opened }
        let result = self.writeAll(text.bytes)
        // Half a line would spoil the next one.
        if result != 0 { ftruncate(self.descriptor, off_t(self.size)) }
        return result
    }

    private func open() -> CInt {
        if mkdir(self.folder, 0o750) != 0, errno != EEXIST { return errno }
        self.descriptor = Glibc.open(self.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        if self.descriptor < 0 { return errno }
        var status = stat()
        guard fstat(self.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            self.close()
            return EINVAL
        }
        self.size = Int(status.st_size)
        return self.syncFolder()
    }

    private func rotate() -> CInt {
        self.close()
        if rename(self.path, self.path + ".1") != 0 { return errno }
        return self.syncFolder()
    }

    private func syncFolder() -> CInt {
        let folder = Glibc.open(self.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder < 0 { return errno }
        defer { Glibc.close(folder) }
        return fsync(folder) == 0 ? 0 : errno
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer) -> CInt {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(self.descriptor, bytes.baseAddress! + written, bytes.count - written)
            if count > 0 { written += count } else if errno != EINTR { return errno }
        }
        return fdatasync(self.descriptor) == 0 ? 0 : errno
    }

    private static func write(
        _ letter: DeadLetter,
        of batch: BulkBatch,
        _ stream: RecordStream,
        into text: inout LineWriter
    ) {
        let now = CivilTime(secondsSince1970: SystemClock.wall / 1_000_000_000).text
        var line = "{\"@timestamp\":\"\(now)Z\",\"stream\":\"\(stream.label.labelText)\""
        line += ",\"status\":\(letter.status),\"code\":\"\(letter.reason.labelText)\",\"reason\":\""
        line += Self.escaped(letter.text.utf8.prefix(Self.reasonBytes)) + "\",\"line\":\""
        line += Self.escaped(batch.bytes[batch.events[letter.index].line]) + "\"}\n"
        var bytes = line
        bytes.withUTF8 { text.append(UnsafeRawBufferPointer($0)) }
    }

    /// As the text of a JSON string; invalid UTF-8 becomes U+FFFD.
    private static func escaped(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
