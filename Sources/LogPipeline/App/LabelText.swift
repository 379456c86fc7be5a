import Logging

/// Metadata as `labels.*`: keyword fields whose names Elasticsearch does not take apart.
enum LabelText {
    /// A key in which `.`, `*` and `\` became `_`.
    static func key(_ key: String) -> String {
        let name = TextCap.shortened(key, to: TextCap.labelKey)
        if name.isEmpty { return "_" }
        let bytes = name.utf8.map { [0x2E, 0x2A, 0x5C].contains($0) ? 0x5F : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A value as text, whatever its type.
    static func text(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): text
        case .stringConvertible(let convertible): convertible.description
        case .array(let values): "[\(values.map(Self.quoted).joined(separator: ", "))]"
        case .dictionary(let members):
            // Sorted, so that equal metadata is equal text.
            "["
                + members.sorted { $0.key < $1.key }
                .map { "\($0.key.debugDescription): \(Self.quoted($0.value))" }
                .joined(separator: ", ") + "]"
        }
    }

    private static func quoted(_ value: Logger.MetadataValue) -> String {
        Self.text(value).debugDescription
    }
}
