package import GatewayCore

/// A configuration without errors.
package struct LoadedConfiguration: Sendable {
    package let plan: GatewayPlan
    /// Sorted by position.
    package let warnings: ConfigurationDiagnostics
    /// Every key with the value that holds, in the table's order.
    package let entries: [ConfigurationEntry]

    /// The keys whose change takes effect at the next start only, when this configuration replaces another one.
    package func keysThatNeedRestart(since previous: LoadedConfiguration) -> [String] {
        let before = Dictionary(previous.entries.map { ($0.key, $0.value) }) { first, _ in first }
        return self.entries.filter { $0.change == .restart && before[$0.key] != .some($0.value) }.map(\.key)
    }
}
