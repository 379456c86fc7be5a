import Foundation

/// Finds out who listens on a port, from /proc.
enum PortHolder {
    /// The process that holds a listening socket on the port; nil when it cannot be seen.
    static func find(port: Int) -> (pid: Int, name: String)? {
        // Entries move while others come and go: one that was missed is found at the second look.
        let tables = ["/proc/net/tcp", "/proc/net/tcp6", "/proc/net/tcp", "/proc/net/tcp6"]
        guard let inode = tables.lazy.compactMap({ Self.inode(port, $0) }).first else { return nil }
        let files = FileManager.default
        for entry in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let pid = Int(entry) else { continue }
            for descriptor in (try? files.contentsOfDirectory(atPath: "/proc/\(pid)/fd")) ?? [] {
                let target = try? files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\(descriptor)")
                guard target == "socket:[\(inode)]" else { continue }
                let name = (try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)) ?? "?"
                return (pid, name.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        return nil
    }

    /// A port that nobody listens on at the moment.
    static func freePort(host: String) -> Int? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(descriptor, generic, size) == 0, getsockname(descriptor, generic, &size) == 0 else {
                    return nil
                }
                return Int(UInt16(bigEndian: pointer.pointee.sin_port))
            }
        }
    }

    private static func inode(_ port: Int, _ path: String) -> String? {
        for line in Self.read(path).split(separator: "\n").dropFirst() {
            let fields = line.split(separator: " ")
            // Local address, state 0A = LISTEN, inode.
            guard fields.count > 9, fields[3] == "0A", let hex = fields[1].split(separator: ":").last else { continue }
            if Int(hex, radix: 16) == port { return String(fields[9]) }
        }
        return nil
    }

    /// Reads to the end: the kernel gives such a file a page at a time, and Foundation takes the first one for all of it.
    private static func read(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 64 << 20 {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count <= 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
