/// A label of a family: its name and which values it may take.
package struct LabelDeclaration: Sendable {
    /// Where a label's values come from.
    package enum Values: Sendable {
        /// One of these texts; empty: the label is left out.
        case closed([String])
        /// A name of the configuration.
        case configured
        /// A registered HTTP status.
        case status
        /// A small number.
        case index
        /// A text of our own: the name of a family, a fact of the build.
        case own
        /// A text from outside; so many values at most, chosen by the governor, the others are `_other`.
        case open(top: Int)
    }

    package let name: String
    package let values: Values

    /// A label with the values of a closed list, all or those that `isIncluded` takes.
    package static func closed<Label: ClosedLabel>(
        _ name: String,
        _ type: Label.Type,
        where isIncluded: (Label) -> Bool = { _ in true }
    ) -> LabelDeclaration {
        let texts = Label.allCases.filter(isIncluded).map(\.labelText)
        return LabelDeclaration(name: name, values: .closed(texts))
    }

    package static func configured(_ name: String) -> LabelDeclaration {
        LabelDeclaration(name: name, values: .configured)
    }
    package static func status(_ name: String) -> LabelDeclaration { LabelDeclaration(name: name, values: .status) }
    package static func index(_ name: String) -> LabelDeclaration { LabelDeclaration(name: name, values: .index) }
    package static func open(_ name: String, top cap: Int) -> LabelDeclaration {
        LabelDeclaration(name: name, values: .open(top: cap))
    }
    package static func own(_ name: String) -> LabelDeclaration { LabelDeclaration(name: name, values: .own) }

    /// Whether a value belongs to this label; `_other` always does.
    func allows(_ value: LabelValue) -> Bool {
        if value == .other || value == .none { return true }
        switch (self.values, value.storage) {
        case (.closed(let texts), .text(let text)): return texts.contains(text)
        case (.configured, .configured): return true
        case (.status, .text(let text)): return Int(text).map(StatusRegistry.contains) ?? false
        case (.index, .text(let text)): return Int(text) != nil
        case (.own, .text), (.open, .text): return true
        default: return false
        }
    }
}
