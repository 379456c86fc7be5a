extension CanonicalJSON {
    /// Reads text that this type wrote: any JSON (RFC 8259) of integers, at most 32 levels deep; nil for anything else.
    package init?(text: String) {
        var reader = CanonicalJSONReader(bytes: Array(text.utf8))
        guard let value = reader.document() else { return nil }
        self = value
    }
}
