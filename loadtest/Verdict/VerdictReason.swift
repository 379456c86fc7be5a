/// One reason of a verdict, with the numbers behind it.
package struct VerdictReason: Sendable, Equatable {
    /// `V1` to `V7`, `objective`, or `target`.
    package var rule: String
    package var limit: String
    package var value: String
    package var text: String

    package init(rule: String, limit: String, value: String, text: String) {
        self.rule = rule
        self.limit = limit
        self.value = value
        self.text = text
    }
}
