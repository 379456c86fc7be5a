/// Whether others can read or change what only the gateway may.
package enum FilePermissionsCheck {
    package enum Kind: Sendable { case folder, log, secret }

    /// One file or folder and its mode.
    package struct Item: Sendable {
        package var path: String
        package var kind: Kind
        /// The nine permission bits.
        package var mode: UInt32

        package init(path: String, kind: Kind, mode: UInt32) {
            (self.path, self.kind, self.mode) = (path, kind, mode & 0o777)
        }
    }

    package static func evaluate(_ items: [Item]) -> Finding {
        let failed = items.filter(Self.isOpen)
        if let item = failed.first { return .failed(.filePermissions, Self.text(failed), fix: Self.fix(item)) }
        let readable = items.filter { $0.kind == .log && $0.mode & 0o004 != 0 }
        if let item = readable.first { return .warning(.filePermissions, Self.text(readable), fix: Self.fix(item)) }
        return .ok(.filePermissions, "\(items.count) files and folders are closed to others")
    }

    /// Others can change it, or read a secret.
    private static func isOpen(_ item: Item) -> Bool {
        item.kind == .secret ? item.mode & 0o007 != 0 || item.mode & 0o020 != 0 : item.mode & 0o002 != 0
    }

    private static func text(_ items: [Item]) -> String {
        let names = items.prefix(5).map { "\($0.path) has mode \(String($0.mode, radix: 8))" }.joined(separator: ", ")
        return items.count > 5 ? "\(names) and \(items.count - 5) more" : names
    }

    private static func fix(_ item: Item) -> String {
        switch item.kind {
        case .folder: "Run chmod o-w \(item.path)."
        case .log: "Run chmod 640 \(item.path); the log holds addresses of clients."
        case .secret: "Run chmod 640 \(item.path), and change the secret if others could read it."
        }
    }
}
