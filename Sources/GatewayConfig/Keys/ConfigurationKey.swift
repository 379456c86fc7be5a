/// One row of the table of keys, which drives reading, `config show`, `config schema` and the reference page.
package struct ConfigurationKey: Sendable {
    /// What holds when the key is absent.
    package enum Fallback: Sendable {
        /// It must be written.
        case required
        /// The value, as it would be written.
        case value(String)
        /// What holds instead, in words; the plan decides.
        case words(String)
    }

    /// What makes a change take effect.
    package enum Change: String, Sendable { case reload, restart }

    /// Names joined by dots; `<name>` stands for any name, `[]` for an entry of a list: `upstreams.<name>.targets[]`.
    package let path: String
    package let kind: ValueKind
    package let fallback: Fallback
    package let change: Change
    /// The version that brought it; `later` for keys of a later one.
    package let since: String
    /// One sentence.
    package let summary: String
    /// A variable that overrides the file.
    package let variable: String?

    init(
        _ path: String,
        _ kind: ValueKind,
        _ fallback: Fallback,
        _ summary: String,
        change: Change = .reload,
        since: String = "0.1",
        variable: String? = nil
    ) {
        self.path = path
        self.kind = kind
        self.fallback = fallback
        self.change = change
        self.since = since
        self.summary = summary
        self.variable = variable
    }

    /// The names, `<name>` and `[]` on the way from the root.
    var components: [String] { self.path.replacing("[]", with: ".[]").split(separator: ".").map(String.init) }
}
