import Synchronization

extension MetricRegistry {
    /// How often open labels are decided anew, in milliseconds.
    package static let governInterval: UInt64 = 10_000

    /// Says which names of the configuration there are for a label; series of others go away.
    ///
    /// Any thread. When a plan is applied: first with the names of the old and the new plan together, and when no shard
    /// begins anything with the old one any more, with those of the new one.
    package func setPresent(_ names: [ConfiguredLabel], label: String) {
        let always = [NameTable.none, NameTable.unmatched]
        let texts = Set((names + always).map { self.names.text($0) })
        self.withState { $0.setPresent(texts, .configured(label)) }
    }

    /// Decides which values of open labels have series, if the time has come.
    ///
    /// Any thread but those that record; call it every second or so.
    package func govern() {
        let now = self.uptime()
        let isDue = self.lastGoverned.withLock { last in
            guard now >= last + Self.governInterval else { return false }
            last = now
            return true
        }
        if isDue { self.governNow() }
    }

    /// Decides at once.
    package func governNow() {
        let now = self.uptime()
        for family in self.withState({ $0.openFamilies }) {
            let label = PresentLabel.open(ObjectIdentifier(family.descriptor))
            let texts = family.review(now: now) { text in
                self.count(of: text, family)
            } prepare: { texts in
                self.withState { $0.setPresent(texts, label) }
            }
            if let texts { self.withState { $0.setPresent(texts, label) } }
        }
    }

    /// The governor's view of a family with an open label, made when it is first asked for.
    func openFamily(_ descriptor: FamilyDescriptor) -> OpenFamily {
        self.withState { state in
            if let family = state.openFamilies.first(where: { $0.descriptor === descriptor }) { return family }
            guard let label = descriptor.openLabel else {
                preconditionFailure("\(descriptor.name) has no open label")
            }
            let family = OpenFamily(descriptor, label: label.index, cap: label.cap)
            state.openFamilies.append(family)
            state.present[.open(ObjectIdentifier(descriptor))] = []
            return family
        }
    }

    /// Makes a writer's sketch; nil: there is no memory for it, so this writer's values stay `_other`.
    func makeSketch(_ family: OpenFamily, _ pages: SlotPages) -> OpenSketch? {
        let bytes = SpaceSaving.byteCount(capacity: family.sketchCapacity)
        guard self.withState({ $0.budget.takeBlocks(bytes) }) else { return nil }
        pages.addSketch(bytes: bytes)
        return family.makeSketch()
    }

    /// What was recorded in the series of an open value.
    private func count(of text: String, _ family: OpenFamily) -> UInt64 {
        self.withState { state in
            let reader = SlotReader(writers: state.writers)
            let children = state.families.first { $0.descriptor === family.descriptor }?.children ?? []
            let value = LabelValue(text: text)
            return children.reduce(0) { sum, child in
                child.labels[family.label] == value ? sum &+ reader.counter(child) : sum
            }
        }
    }
}
