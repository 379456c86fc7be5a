/// What a key holds.
package enum ValueKind: Sendable {
    /// A mapping with the keys below it; absent or empty: their defaults.
    case object
    /// A mapping that switches something on; absent: off.
    case optionalObject
    /// A mapping from names to objects, at most so many.
    case names(limit: Int)
    /// A list of so many entries; what they are stands at the key with `[]`.
    case list(ClosedRange<Int>)
    /// An entry that is a mapping, or the value of one of its keys alone.
    case objectOr(String)
    case integer(ClosedRange<Int>)
    case port
    case milliseconds(ClosedRange<Int>)
    case bytes(ClosedRange<Int>)
    /// 1 is 100 %.
    case share(ClosedRange<Double>)
    case boolean
    /// One of some words; `later` are those that no part of this version obeys yet.
    case choice([String], later: [String] = [])
    case text(TextRule)
    /// A key of a later version, with all that is below it.
    case later
}

extension ValueKind {
    /// The type, as the reference page names it.
    package var typeName: String {
        switch self {
        case .object, .optionalObject: "mapping"
        case .names: "mapping of names"
        case .list: "list"
        case .objectOr(let key): "mapping or \(key)"
        case .integer: "integer"
        case .port: "port"
        case .milliseconds: "duration"
        case .bytes: "size"
        case .share: "percentage"
        case .boolean: "boolean"
        case .choice(let words, _): words.joined(separator: " \\| ")
        case .text: "text"
        case .later: "(later)"
        }
    }

    /// The unit of the number in the value.
    package var unit: String? {
        switch self {
        case .milliseconds: "ms, s, m, h, d"
        case .bytes: "B, KiB, MiB, GiB, TiB"
        case .share: "%"
        default: nil
        }
    }

    /// The smallest and the largest value, as they are written.
    package var range: String? {
        switch self {
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .port: "1 to 65535"
        case .milliseconds(let range):
            "\(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
        case .bytes(let range): "\(SizeText.text(range.lowerBound)) to \(SizeText.text(range.upperBound))"
        case .share(let range):
            "\(PercentageText.text(range.lowerBound)) to \(PercentageText.text(range.upperBound))"
        case .list(let range): "\(range.lowerBound) to \(range.upperBound) entries"
        case .names(let limit): "at most \(limit) names"
        default: nil
        }
    }

    /// What to write, as an object: `a duration from 100ms to 10m`.
    var expectation: String {
        switch self {
        case .object, .optionalObject, .later: "a mapping of keys"
        case .names: "a mapping from names to their settings"
        case .list: "a list such as [a, b]"
        case .objectOr(let key): "a mapping, or its \(key) alone"
        case .integer: "a whole number from \(self.range ?? "")"
        case .port: "a port from 1 to 65535"
        case .milliseconds: "a duration from \(self.range ?? "")"
        case .bytes: "a size from \(self.range ?? "")"
        case .share: "a percentage from \(self.range ?? "")"
        case .boolean: "true or false"
        case .choice(let words, _): words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
        case .text(let rule): rule.expectation
        }
    }
}
