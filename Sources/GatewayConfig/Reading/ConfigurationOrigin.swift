/// Who decided a value.
package enum ConfigurationOrigin: Sendable, Equatable {
    case byDefault
    case file(line: Int)
    case environment(String)
    case flag(String)

    /// For a column of `config show`.
    package var text: String {
        switch self {
        case .byDefault: "default"
        case .file(let line): "file, line \(line)"
        case .environment(let name): "environment, \(name)"
        case .flag(let name): "flag, \(name)"
        }
    }

    package var json: JSONValue {
        switch self {
        case .byDefault: .object([("kind", .text("default"))])
        case .file(let line): .object([("kind", .text("file")), ("line", .integer(line))])
        case .environment(let name): .object([("kind", .text("environment")), ("name", .text(name))])
        case .flag(let name): .object([("kind", .text("flag")), ("name", .text(name))])
        }
    }
}
