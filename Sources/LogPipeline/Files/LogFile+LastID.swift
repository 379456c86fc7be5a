import Glibc

extension LogFile {
    /// `event.id` of the last whole line of a file; nil when there is none.
    static func lastID(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        // Longer than two lines of ours.
        guard let bytes = SpoolFolder.read(descriptor, max(0, size - 131_072)..<size) else { return nil }
        return bytes.withUnsafeBytes { bytes in
            let end = LineScan.end(bytes, within: bytes.count)
            guard end > 0 else { return nil }
            let start = LineScan.end(bytes, within: end - 1)
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            return EventIDScan.find(line).map { Array(line[$0]) }
        }
    }
}
