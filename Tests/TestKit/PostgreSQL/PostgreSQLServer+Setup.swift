import Foundation

/// Files, programs and the port.
extension PostgreSQLServer {
    func initialize() throws {
        if getuid() == 0 {
            guard let user = getpwnam("postgres") else { throw PostgreSQLServerError("there is no user postgres") }
            guard chown(self.folder, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
                throw PostgreSQLServerError("\(self.folder): \(String(cString: strerror(errno)))")
            }
        }
        let data = "\(self.folder)/data"
        let initdb = [Self.program("initdb"), "-D", data, "-N", "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        try Self.run(Self.asServer(initdb + ["--locale=C.UTF-8", "--no-instructions"]))
        var values = [
            "listen_addresses": "127.0.0.1", "port": "\(self.port)", "unix_socket_directories": self.folder,
            "fsync": self.settings.isSynced ? "on" : "off", "full_page_writes": self.settings.isSynced ? "on" : "off",
            "max_connections": "\(self.settings.connectionLimit)", "log_line_prefix": "%m %p %e ",
        ]
        values.merge(self.settings.values) { _, new in new }
        let lines = values.sorted { $0.key < $1.key }.map { "\($0.key) = '\($0.value)'\n" }
        try Self.append(lines.joined(), to: "\(data)/postgresql.conf")
        let users = self.settings.usersWithPassword.map { "host all \($0) 127.0.0.1/32 scram-sha-256\n" }
        let rules = try String(contentsOfFile: "\(data)/pg_hba.conf", encoding: .utf8)
        try Self.overwrite(users.joined() + rules, "\(data)/pg_hba.conf")
    }

    /// Written in place, so that the file stays its owner's.
    private static func overwrite(_ text: String, _ path: String) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    private static func append(_ text: String, to path: String) throws {
        try self.overwrite(try String(contentsOfFile: path, encoding: .utf8) + text, path)
    }

    /// The server refuses to run as root.
    static func asServer(_ command: [String]) -> [String] {
        if getuid() != 0 { return command }
        return ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] + command
    }

    /// Debian keeps servers out of the PATH, in a folder for each version; the newest is taken.
    static func program(_ name: String) -> String {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newest = versions.compactMap { Int($0) }.max() ?? 0
        return "/usr/lib/postgresql/\(newest)/bin/\(name)"
    }

    @discardableResult
    static func run(_ command: [String]) throws -> String {
        let result = try ServerProgram.run(command)
        if result.status != 0 { throw PostgreSQLServerError("\(command[0]): \(result.output)") }
        return result.output
    }

    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        guard result else { throw PostgreSQLServerError("no free port: \(String(cString: strerror(errno)))") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
