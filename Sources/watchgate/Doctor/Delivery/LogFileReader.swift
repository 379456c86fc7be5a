import Foundation

/// Reads a log file line by line, compressed or not, with memory for one line.
enum LogFileReader {
    /// The longest line taken; ours end at 32 KiB.
    static let lineLimit = 65_536
    private static let chunkBytes = 262_144

    /// What a file gave beside its lines.
    struct Rest {
        /// Lines longer than ``lineLimit``, and those of a compressed file that gzip could not read to its end.
        var damagedLines: UInt64 = 0
        /// The file ends without a newline: somebody is writing, or a write was cut.
        var isUnfinished = false
    }

    /// - Parameters:
    ///   - path: A name that ends in `.gz` is read through gzip.
    ///   - body: Gets each line without its newline.
    /// - Returns: What could not be given as lines.
    /// - Throws: When the file cannot be opened.
    static func lines(of path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws -> Rest {
        guard path.hasSuffix(".gz") else {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            return Self.lines(of: file.fileDescriptor, body)
        }
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", path]
        let pipe = Pipe()
        gzip.standardOutput = pipe
        gzip.standardError = FileHandle.nullDevice
        try gzip.run()
        var rest = Self.lines(of: pipe.fileHandleForReading.fileDescriptor, body)
        gzip.waitUntilExit()
        if gzip.terminationStatus != 0 { rest.damagedLines += 1 }
        return rest
    }

    private static func lines(of descriptor: Int32, _ body: (UnsafeRawBufferPointer) -> Void) -> Rest {
        var rest = Rest()
        var isSkipping = false
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes + Self.lineLimit, alignment: 16)
        defer { buffer.deallocate() }
        var held = 0
        while true {
            let count = read(descriptor, buffer.baseAddress! + held, Self.chunkBytes)  // allocated above
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            let filled = held + count
            var start = 0
            while let newline = Self.newline(buffer, start, filled) {
                if !isSkipping { body(UnsafeRawBufferPointer(rebasing: buffer[start..<newline])) }
                isSkipping = false
                start = newline + 1
            }
            held = filled - start
            if held > Self.lineLimit {
                if !isSkipping { rest.damagedLines += 1 }
                isSkipping = true
            }
            if isSkipping { held = 0 }
            if held > 0, start > 0 {
                buffer.baseAddress!.copyMemory(from: buffer.baseAddress! + start, byteCount: held)
            }
        }
        rest.isUnfinished = held > 0 || isSkipping
        return rest
    }

    private static func newline(_ buffer: UnsafeMutableRawBufferPointer, _ start: Int, _ end: Int) -> Int? {
        guard start < end, let base = buffer.baseAddress else { return nil }
        return memchr(base + start, 0x0A, end - start).map { base.distance(to: $0) }
    }
}
