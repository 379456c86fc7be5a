/// A family with one child of value 1 whose labels are facts: texts of our own build or configuration.
package struct InfoFamily: Sendable {
    package let descriptor: FamilyDescriptor

    /// - Parameters:
    ///   - name: The name in the text format, with `_info`.
    ///   - labels: Names, in the order in which texts are given to ``MetricRegistry/setInfo(_:_:)``.
    ///   - since: The version that has it first.
    ///   - help: One sentence.
    package init(_ name: String, labels: [String], since: String = "0.1", help: String) {
        let traits = FamilyDescriptor.Traits(kind: .info, unit: .none, labels: labels.map { .own($0) }, since: since)
        self.descriptor = FamilyDescriptor(name, traits, FamilyDescriptor.Room(limit: 1, collapses: []), help: help)
    }
}
