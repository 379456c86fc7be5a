/// What is wrong with a text, before it is known where the text stands.
struct Problem: Error, Equatable {
    var code: DiagnosticCode
    /// A clause: `"3 sec" is not a duration`.
    var what: String
    /// An instruction: `write 3s`.
    var instead: String

    init(_ code: DiagnosticCode, _ what: String, _ instead: String) {
        self.code = code
        self.what = what
        self.instead = instead
    }

    /// A text in quotes for a message: cut to 64 characters, control characters as U+FFFD, no user name and password.
    static func quoted(_ text: String) -> String {
        let text = SecretText.withoutUserInfo(text)
        let scalars = text.unicodeScalars.prefix(64).map { SourceText.isPrintable($0) ? $0 : "\u{FFFD}" }
        let isCut = text.unicodeScalars.count > 64
        return "\"" + String(String.UnicodeScalarView(scalars)) + (isCut ? "…" : "") + "\""
    }
}
