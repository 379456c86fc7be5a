import Synchronization

/// The texts of configured labels, shared by metrics and logs so that both name a thing the same way.
///
/// Append-only: a record in a ring may name a route that a reload has removed. Locked; used when a plan is applied,
/// when a scrape or a log line is rendered, never on the request path.
package final class NameTable: Sendable {
    private struct State {
        var ids: [String: UInt32] = ["": 0, "_unmatched": 1]
        var texts = ["", "_unmatched"]
        var journal: NameJournal?
        var isJournalFailing = false
    }

    private let state = Mutex(State())

    /// The empty name: "none".
    package static let none = ConfiguredLabel(id: 0)
    /// The route label of requests that matched no route.
    package static let unmatched = ConfiguredLabel(id: 1)

    package init() {}

    /// The names of another process, in the order of their ids; the first two are the same in all.
    package init(texts: [String]) {
        self.state.withLock { state in
            for (id, text) in texts.enumerated() where id >= state.texts.count {
                state.texts.append(text)
                state.ids[text] = UInt32(id)
            }
        }
    }

    /// Writes all names there are, and each new one, into a file.
    package func keep(in journal: NameJournal) {
        self.state.withLock { state in
            for (id, text) in state.texts.enumerated() where !journal.append(UInt32(id), text) {
                state.isJournalFailing = true
            }
            state.journal = journal
        }
    }

    /// A name could not be written to the file.
    package var isJournalFailing: Bool { self.state.withLock { $0.isJournalFailing } }

    /// Gives the id of a text, adding it when it is new.
    ///
    /// The text is cut to 128 bytes, between two scalars.
    package func intern(_ text: String) -> ConfiguredLabel {
        let name = LabelText.cut(text)
        return self.state.withLock { state in
            if let id = state.ids[name] { return ConfiguredLabel(id: id) }
            let id = UInt32(state.texts.count)
            // Before anybody knows the id.
            if let journal = state.journal, !journal.append(id, name) { state.isJournalFailing = true }
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
