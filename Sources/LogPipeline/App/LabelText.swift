import Logging
import Telemetry

/// Metadata as `labels.*`: keyword fields whose names Elasticsearch does not take apart.
///
/// Values of keys that sound secret become `[redacted]`, at every depth, and URLs lose user name and password: what a
/// library logs is not known to us.
struct LabelText {
    private static let redacted = "[redacted]"

    private(set) var text = ""
    /// How many values were kept out.
    private(set) var redactedCount: UInt64 = 0

    /// A value as text, whatever its type.
    init(_ key: String, _ value: Logger.MetadataValue) { self.text = self.render(key, value) }

    private mutating func render(_ key: String, _ value: Logger.MetadataValue) -> String {
        if SecretName.isSecret(key) {
            self.redactedCount += 1
            return Self.redacted
        }
        switch value {
        case .string(let text): return self.clean(text)
        case .stringConvertible(let convertible): return self.clean(convertible.description)
        case .array(let values):
            return "[" + values.map { self.quoted(self.render("", $0), $0) }.joined(separator: ", ") + "]"
        case .dictionary(let values):
            if values.isEmpty { return "[:]" }
            // Sorted, so that equal metadata gives equal text.
            let pairs = values.sorted { $0.key < $1.key }.map {
                "\($0.key.debugDescription): " + self.quoted(self.render($0.key, $0.value), $0.value)
            }
            return "[" + pairs.joined(separator: ", ") + "]"
        }
    }

    private mutating func clean(_ text: String) -> String {
        guard let clean = URLText.withoutUserInfo(text) else { return text }
        self.redactedCount += 1
        return clean
    }

    /// Texts within lists stand in quotes, lists do not.
    private func quoted(_ text: String, _ value: Logger.MetadataValue) -> String {
        switch value {
        case .string, .stringConvertible: text.debugDescription
        case .array, .dictionary: text
        }
    }

    /// A key in which `.`, `*` and `\` became `_`.
    static func key(_ key: String) -> String {
        let name = TextCap.shortened(key, to: TextCap.labelKey)
        if name.isEmpty { return "_" }
        let bytes = name.utf8.map { [0x2E, 0x2A, 0x5C].contains($0) ? 0x5F : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
