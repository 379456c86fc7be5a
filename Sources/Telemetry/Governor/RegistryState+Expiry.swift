/// Children of what went away, and their cells.
///
/// A child whose route, upstream or open value is gone is shown for two more scrapes, so that what was counted last is
/// seen, and for as long as a writer may hold a handle to it: until each that has asked for one has acknowledged. Then
/// its cells are set to 0 and used again. If the name comes back before, so does the child, with its value.
extension RegistryState {
    /// Says which values there are; children with another one go away.
    mutating func setPresent(_ values: Set<String>, _ label: PresentLabel) {
        if self.present[label] == values { return }
        self.present[label] = values
        let generation = self.generation.raise()
        for family in self.families {
            for child in family.children {
                if !self.isGone(child, family.descriptor) {
                    child.life.markPresent()
                } else if !child.life.isGone {
                    child.life.markGone(generation: generation, scrape: self.scrapeCount)
                }
            }
        }
    }

    /// Whether one of a child's labels names something that is not there any more.
    func isGone(_ child: MetricChild, _ descriptor: FamilyDescriptor) -> Bool {
        if self.present.isEmpty { return false }
        for (declaration, value) in zip(descriptor.labels, child.labels) where value != .other && value != .none {
            let label: PresentLabel
            switch declaration.values {
            case .configured: label = .configured(declaration.name)
            case .open: label = .open(ObjectIdentifier(descriptor))
            default: continue
            }
            guard let values = self.present[label], case .text(let text) = value.storage else { continue }
            if !values.contains(text) { return true }
        }
        return false
    }

    /// A writer takes a handle to what is gone: it has to acknowledge once more.
    mutating func touchGone(_ child: MetricChild) {
        child.life.markGone(generation: self.generation.raise(), scrape: self.scrapeCount)
    }

    /// Frees what nobody can need any more.
    ///
    /// - Important: By the scrape, when it has read everything.
    mutating func scrapeEnded() {
        self.scrapeCount += 1
        let (scrape, writers) = (self.scrapeCount, self.writers)
        for position in self.families.indices {
            let freed = self.families[position].free { $0.life.isFree(scrape: scrape, writers) }
            for child in freed { self.free(child, self.families[position].descriptor) }
        }
    }

    private mutating func free(_ child: MetricChild, _ descriptor: FamilyDescriptor) {
        self.childCount -= 1
        for isOverflow in [false, true] {
            let cell = child.firstCell(isOverflow: isOverflow)
            if cell == MetricChild.noCell { continue }
            for writer in self.writers {
                writer.clear(at: cell, count: descriptor.cellCount, layout: descriptor.layout)
            }
            self.freeCells[Self.cellKind(descriptor), default: []].append(cell)
        }
    }

    func hasFreeCell(_ descriptor: FamilyDescriptor) -> Bool {
        self.freeCells[Self.cellKind(descriptor)]?.isEmpty == false
    }

    mutating func takeFreeCell(_ descriptor: FamilyDescriptor) -> Int? {
        self.freeCells[Self.cellKind(descriptor)]?.popLast()
    }

    /// A histogram's cells keep their blocks, which fit its own family only.
    private static func cellKind(_ descriptor: FamilyDescriptor) -> ObjectIdentifier? {
        descriptor.layout == nil ? nil : ObjectIdentifier(descriptor)
    }
}
