import Synchronization

/// What the registry's lock guards.
struct RegistryState {
    /// Where an observation goes: to a child, and there to the cells of those that found no room of their own.
    struct Place: Sendable {
        var child: MetricChild
        var isOverflow: Bool
    }

    let limits: RegistryLimits
    let budget: SlotBudget
    let exemplars = ExemplarStore()
    private let now: @Sendable () -> UInt64
    var families: [FamilyChildren] = []
    private var positions: [ObjectIdentifier: Int] = [:]
    private(set) var writers: [SlotPages] = []
    var childCount = 0
    private(set) var nextCell = 0
    /// Cells of freed children, by the family that may use them again; one for all families with one cell per child.
    var freeCells: [ObjectIdentifier?: [Int]] = [:]
    /// The values that a label of this name may have, for labels whose values can go away; no entry: any.
    var present: [PresentLabel: Set<String>] = [:]
    let generation: Generation
    /// Scrapes so far.
    var scrapeCount: UInt64 = 0
    var openFamilies: [OpenFamily] = []

    /// - Parameters:
    ///   - limits: The bounds of memory.
    ///   - now: Milliseconds since 1970.
    ///   - generation: What writers acknowledge.
    init(limits: RegistryLimits, now: @escaping @Sendable () -> UInt64, generation: Generation) {
        self.limits = limits
        self.generation = generation
        self.now = now
        self.budget = SlotBudget(limit: limits.bytes)
    }

    /// Makes the pages of one more writer.
    mutating func makeWriter() -> SlotPages {
        let pages = SlotPages(number: self.writers.count, budget: self.budget)
        self.writers.append(pages)
        self.budget.setPageBytes(self.reservedBytes(withMore: 0))
        return pages
    }

    /// Finds or makes the child for a label set; when there is no room, one with some labels collapsed.
    mutating func place(_ descriptor: FamilyDescriptor, _ labels: [LabelValue], _ names: NameTable) -> Place {
        let position = self.position(of: descriptor)
        if let child = self.families[position].find(labels) { return Place(child: child, isOverflow: false) }
        var key = self.families[position].normalized(labels, names)
        if let child = self.take(key, level: 0, position) {
            self.families[position].remember(labels, child)
            return Place(child: child, isOverflow: false)
        }
        var collapsed: UInt64 = 0
        for (level, label) in descriptor.collapseOrder.enumerated() {
            key[label] = .other
            collapsed |= 1 << UInt64(label)
            if let child = self.take(key, level: level + 1, position) {
                return self.overflow(child, collapsed)
            }
        }
        // Only if the labels that never collapse take more values than there is room: one child holds the totals.
        key = key.map { _ in .other }
        let child = self.families[position].find(key) ?? self.insert(key, position)
        return self.overflow(child, 1 << UInt64(key.count) &- 1)
    }

    /// Makes the child for a label set that a configuration needs: the family's limit grows with it.
    mutating func precreate(_ descriptor: FamilyDescriptor, _ labels: [LabelValue], _ names: NameTable) {
        let position = self.position(of: descriptor)
        let key = self.families[position].normalized(labels, names)
        if self.families[position].find(key) != nil || !self.hasTotalRoom(level: 0, descriptor) { return }
        if !self.hasFamilyRoom(level: 0, position) { self.families[position].raiseLimit() }
        _ = self.insert(key, position)
    }

    mutating func remove(_ descriptor: FamilyDescriptor, _ labels: [LabelValue], _ names: NameTable) {
        let position = self.position(of: descriptor)
        let key = self.families[position].normalized(labels, names)
        if self.families[position].remove(key) { self.childCount -= 1 }
    }

    mutating func replaceAll(_ descriptor: FamilyDescriptor, with labels: [LabelValue]) {
        let position = self.position(of: descriptor)
        self.childCount += 1 - self.families[position].count
        self.families[position].replaceAll(with: self.makeChild(labels, descriptor))
    }

    /// Sets a gauge, or a counter that is kept elsewhere.
    ///
    /// Such a counter starts with its source. Where that is not told, the source is taken to be as old as the child if
    /// the first value is 0, and to have started anew when the value falls.
    mutating func set(_ place: Place, bits: UInt64, since start: UInt64?) {
        let child = place.child
        let last = child.value.exchange(bits, ordering: .relaxed)
        let isFirst = !child.isSet.exchange(true, ordering: .relaxed)
        if let start {
            child.start.store(start, ordering: .relaxed)
        } else if isFirst {
            if bits != 0 { child.start.store(MetricChild.unknownStart, ordering: .relaxed) }
        } else if bits < last {
            child.start.store(self.now(), ordering: .relaxed)
        }
        if place.isOverflow { child.overflowCount.wrappingAdd(1, ordering: .relaxed) }
    }

    /// What a scrape reads without the lock.
    var snapshot: [FamilySnapshot] {
        self.families.map {
            FamilySnapshot(descriptor: $0.descriptor, children: $0.children, limit: $0.limit, freedCount: $0.freedCount)
        }
    }

    /// The number of the place's first cell, given out when it has none yet.
    mutating func cell(_ place: Place, _ descriptor: FamilyDescriptor) -> Int {
        let known = place.child.firstCell(isOverflow: place.isOverflow)
        if known != MetricChild.noCell { return known }
        let cell = self.takeFreeCell(descriptor) ?? self.takeNewCell(descriptor.cellCount)
        place.child.setFirstCell(cell, isOverflow: place.isOverflow)
        return cell
    }

    private mutating func takeNewCell(_ count: Int) -> Int {
        let cell = self.firstFreeCell(count)
        self.nextCell = cell + count
        self.budget.setPageBytes(self.reservedBytes(withMore: 0))
        return cell
    }

    private mutating func position(of descriptor: FamilyDescriptor) -> Int {
        if let position = self.positions[ObjectIdentifier(descriptor)] { return position }
        self.families.append(FamilyChildren(descriptor, usualLimit: self.limits.familyChildren))
        self.positions[ObjectIdentifier(descriptor)] = self.families.count - 1
        return self.families.count - 1
    }

    private mutating func take(_ key: [LabelValue], level: Int, _ position: Int) -> MetricChild? {
        if let child = self.families[position].find(key) { return child }
        guard self.hasFamilyRoom(level: level, position),
            self.hasTotalRoom(level: level, self.families[position].descriptor)
        else { return nil }
        return self.insert(key, position)
    }

    private mutating func insert(_ key: [LabelValue], _ position: Int) -> MetricChild {
        let child = self.makeChild(key, self.families[position].descriptor)
        self.families[position].insert(child)
        self.childCount += 1
        if self.isGone(child, self.families[position].descriptor) {
            // Made for a request that began before; what it acknowledges from now on it says without this handle.
            child.life.markGone(generation: self.generation.raise(), scrape: self.scrapeCount)
        }
        return child
    }

    private func makeChild(_ labels: [LabelValue], _ descriptor: FamilyDescriptor) -> MetricChild {
        let text = ChildText(descriptor, labels)
        return MetricChild(
            labels: labels,
            text: text,
            exemplars: self.exemplars.makeSlots(descriptor),
            start: self.now()
        )
    }

    private func overflow(_ child: MetricChild, _ labels: UInt64) -> Place {
        child.overflowLabels.store(child.overflowLabels.load(ordering: .relaxed) | labels, ordering: .relaxed)
        return Place(child: child, isOverflow: true)
    }
}
