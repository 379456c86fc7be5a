/// One key with the value that holds: a line of `config show`.
package struct ConfigurationEntry: Sendable, Equatable {
    /// With names and indices filled in: `upstreams.orders.targets[0].weight`.
    package var key: String
    /// Nil: no value; `words` say what holds instead.
    package var value: ConfigurationValue?
    package var words: String?
    package var origin: ConfigurationOrigin
    package var change: ConfigurationKey.Change
    /// Where it stands in the file.
    var place: ConfigurationPlace?

    /// The value as it would be written, or what holds instead in parentheses.
    package var text: String { self.value?.text ?? "(\(self.words ?? "none"))" }
}
