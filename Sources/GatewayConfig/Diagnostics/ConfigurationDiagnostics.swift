/// Everything that is wrong or doubtful about a configuration, found in one run and sorted by position.
package struct ConfigurationDiagnostics: Error, Sendable, Equatable {
    /// The file's name as it was given.
    package var file: String
    package var items: [ConfigurationDiagnostic]

    init(file: String, items: [ConfigurationDiagnostic]) {
        self.file = file
        self.items = items.sorted { left, right in
            left.place != right.place ? left.place < right.place : left.code.rawValue < right.code.rawValue
        }
    }

    package var errors: [ConfigurationDiagnostic] { self.items.filter { !$0.isWarning } }
    package var warnings: [ConfigurationDiagnostic] { self.items.filter(\.isWarning) }

    /// Every item, one after the other, each with a final newline.
    package func text(usesColor: Bool = false) -> String {
        self.items.map { $0.text(file: self.file, usesColor: usesColor) + "\n" }.joined()
    }
}
