import Synchronization

/// The texts of configured labels, shared by metrics and logs so that both name a thing the same way.
///
/// Append-only: a record in a ring may name a route that a reload has removed. Locked; used when a plan is applied,
/// when a scrape or a log line is rendered, never on the request path.
package final class NameTable: Sendable {
    private struct State {
        var ids: [String: UInt32] = ["": 0, "_unmatched": 1]
        var texts = ["", "_unmatched"]
    }

    private let state = Mutex(State())

    /// The empty name: "none".
    package static let none = ConfiguredLabel(id: 0)
    /// The route label of requests that matched no route.
    package static let unmatched = ConfiguredLabel(id: 1)

    package init() {}

    /// Gives the id of a text, adding it when it is new.
    ///
    /// The text is cut to 128 bytes, between two scalars.
    package func intern(_ text: String) -> ConfiguredLabel {
        let name = LabelText.cut(text)
        return self.state.withLock { state in
            if let id = state.ids[name] { return ConfiguredLabel(id: id) }
            let id = UInt32(state.texts.count)
            state.texts.append(name)
            state.ids[name] = id
            return ConfiguredLabel(id: id)
        }
    }

    /// The text of an id; empty for an id that this table never gave.
    package func text(_ label: ConfiguredLabel) -> String {
        self.state.withLock { $0.texts.indices.contains(Int(label.id)) ? $0.texts[Int(label.id)] : "" }
    }

    /// All texts, indexed by id: a copy for a thread that renders many records.
    package var snapshot: [String] { self.state.withLock { $0.texts } }
}
