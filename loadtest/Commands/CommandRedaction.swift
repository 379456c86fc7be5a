/// Takes secrets out of a command line before it is written into a report.
package enum CommandRedaction {
    private static let secretOptions = ["--header", "-H", "--body"]
    private static let mark = "[redacted]"

    /// - Returns: The arguments with the values of headers, and bodies, replaced; a header's name stays.
    package static func redacted(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var pending: String?
        for argument in arguments {
            if let option = pending {
                result.append(Self.hidden(argument, of: option))
                pending = nil
            } else if Self.secretOptions.contains(argument) {
                result.append(argument)
                pending = argument
            } else if let option = Self.secretOptions.first(where: { argument.hasPrefix($0 + "=") }) {
                result.append("\(option)=\(Self.hidden(String(argument.dropFirst(option.count + 1)), of: option))")
            } else if argument.hasPrefix("-H"), !argument.hasPrefix("--") {
                result.append("-H" + Self.hidden(String(argument.dropFirst(2)), of: "-H"))
            } else {
                result.append(argument)
            }
        }
        return result
    }

    private static func hidden(_ value: String, of option: String) -> String {
        guard option != "--body", let colon = value.firstIndex(of: ":") else { return Self.mark }
        return "\(value[..<colon]): \(Self.mark)"
    }
}
