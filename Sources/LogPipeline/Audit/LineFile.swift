import CZlib
import Glibc

/// Reads the lines of a file, compressed by gzip or not.
final class LineFile {
    /// Longer than any line of ours: the rest comes as another line, which fits nowhere.
    private static let lineLimit: Int32 = 131_072

    private let file: gzFile
    private(set) var isDamaged = false

    /// - Returns: Nil when it cannot be opened; `errno` says why.
    init?(_ path: String) {
        guard let file = gzopen(path, "rb") else { return nil }
        self.file = file
    }

    deinit { gzclose(self.file) }

    /// The next line without its newline, and whether it had one; nil at the end.
    func next() -> (bytes: [UInt8], isWhole: Bool)? {
        var line = [UInt8](repeating: 0, count: Int(Self.lineLimit))
        let isRead = line.withUnsafeMutableBytes { room in
            room.withMemoryRebound(to: CChar.self) { gzgets(self.file, $0.baseAddress, Self.lineLimit) != nil }
        }
        if !isRead {
            var number: Int32 = 0
            _ = gzerror(self.file, &number)
            self.isDamaged = number != Z_OK && number != Z_STREAM_END
            return nil
        }
        // A zero byte is in no line of ours: what follows one is left, and the hash does not fit.
        let count = line.firstIndex(of: 0) ?? line.count
        let isWhole = count > 0 && line[count - 1] == 0x0A
        return (Array(line[..<(isWhole ? count - 1 : count)]), isWhole)
    }
}
