/// A value of the configuration, checked and in one canonical form.
package enum ConfigurationValue: Sendable, Equatable {
    case integer(Int)
    case milliseconds(Int)
    case bytes(Int)
    /// 1 is 100 %.
    case share(Double)
    case boolean(Bool)
    case text(String)
    case list([ConfigurationValue])

    /// As it would be written in the file: `1s` for `1000ms`.
    package var text: String {
        switch self {
        case .integer(let value): String(value)
        case .milliseconds(let value): DurationText.text(value)
        case .bytes(let value): SizeText.text(value)
        case .share(let value): PercentageText.text(value)
        case .boolean(let value): value ? "true" : "false"
        case .text(let value): value
        case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        }
    }

    package var json: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .boolean(let value): .boolean(value)
        case .list(let values): .array(values.map(\.json))
        case .milliseconds, .bytes, .share, .text: .text(self.text)
        }
    }
}
