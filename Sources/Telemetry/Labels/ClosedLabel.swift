/// A label whose values are known when the program is compiled.
///
/// Those that a request compares are `@usableFromInline`: in another module two values of a package type are else compared by
/// a call through a witness table.
///
/// The texts are the only values that can ever be exported, so a client cannot forge a series.
package protocol ClosedLabel: CaseIterable, Hashable, Sendable {
    /// The label value as it is exported; empty means that the label is left out of the series.
    var labelText: String { get }
}
