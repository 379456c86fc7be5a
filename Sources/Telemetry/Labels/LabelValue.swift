/// One label value of a metric.
///
/// There is no initializer from a text: a value is a case of a closed list, an id that a configuration gave, a status
/// or an index, so that nothing a client sends can become a series.
package struct LabelValue: Hashable, Sendable {
    /// Where the text comes from; a configured label's is looked up once, when its child is created.
    enum Storage: Hashable, Sendable {
        case text(String)
        case configured(UInt32)
    }

    let storage: Storage

    /// The label is left out of the series.
    package static let none = LabelValue(text: "")
    /// What a label becomes when its family has no room for one more value.
    static let other = LabelValue(text: "_other")

    /// For texts of our own: names of families and labels, facts of the build.
    init(text: String) { self.storage = .text(text) }

    private init(storage: Storage) { self.storage = storage }

    /// A case of a closed list; an empty text leaves the label out.
    package static func closed(_ label: some ClosedLabel) -> LabelValue { LabelValue(text: label.labelText) }

    /// A name of the configuration; ``NameTable/none`` leaves the label out.
    package static func configured(_ label: ConfiguredLabel) -> LabelValue {
        LabelValue(storage: .configured(label.id))
    }

    /// An HTTP status: 0 leaves the label out, a number outside the IANA registry is `_other`.
    package static func status(_ code: Int) -> LabelValue {
        if code == 0 { return .none }
        return StatusRegistry.contains(code) ? LabelValue(text: String(code)) : .other
    }

    /// The number of a thing of which there are a few, counted from 0: an event loop.
    package static func index(_ number: Int) -> LabelValue { LabelValue(text: String(number)) }
}
