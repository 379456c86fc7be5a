import Synchronization

/// The children of one family, guarded by the registry's lock.
struct FamilyChildren {
    let descriptor: FamilyDescriptor
    /// In the order of creation; what a scrape copies.
    private(set) var children: [MetricChild] = []
    private var index: [[LabelValue]: MetricChild] = [:]
    /// Children by their labels as given, where those differ from the labels kept: spares looking names up again.
    private var given: [[LabelValue]: MetricChild] = [:]
    /// Removed, but a handle to their cells may be out.
    private var hidden: [[LabelValue]: MetricChild] = [:]
    /// Children that a configuration needs beyond the declared limit.
    private var extra = 0
    private let usualLimit: Int
    /// Children that were freed so far.
    private(set) var freedCount: UInt64 = 0

    /// `usualLimit`: Of families that declare none and take values from outside.
    init(_ descriptor: FamilyDescriptor, usualLimit: Int) {
        self.descriptor = descriptor
        self.usualLimit = usualLimit
    }

    /// Whether the limit is kept, instead of growing with what the configuration needs.
    var isLimited: Bool { self.descriptor.limit != nil || self.descriptor.openLabel != nil }

    /// The most children; a family whose limit grows always has a fifth of its room free.
    var limit: Int {
        let limit = self.descriptor.limit ?? self.usualLimit
        return self.isLimited ? limit + self.extra : max(limit, self.count + self.count / 4)
    }

    /// Children that take memory.
    var count: Int { self.children.count + self.hidden.count }

    /// Finds a child; one that was removed comes back.
    mutating func find(_ labels: [LabelValue]) -> MetricChild? {
        if let child = self.index[labels] ?? self.given[labels] { return child }
        guard let child = self.hidden.removeValue(forKey: labels) else { return nil }
        self.list(child)
        return child
    }

    mutating func remember(_ labels: [LabelValue], _ child: MetricChild) {
        if labels != child.labels { self.given[labels] = child }
    }

    mutating func insert(_ child: MetricChild) { self.list(child) }

    /// Takes a child out of the exposition.
    ///
    /// - Returns: True when its memory is free again, false when a handle may still point to its cells.
    mutating func remove(_ labels: [LabelValue]) -> Bool {
        guard let child = self.index.removeValue(forKey: labels) else { return false }
        self.children.removeAll { $0 === child }
        self.given = self.given.filter { $0.value !== child }
        child.value.store(0, ordering: .relaxed)
        let hasCells = [true, false].contains { child.firstCell(isOverflow: $0) != MetricChild.noCell }
        if hasCells { self.hidden[labels] = child }
        return !hasCells
    }

    /// The family has one child, this one.
    mutating func replaceAll(with child: MetricChild) {
        self.children = []
        self.index = [:]
        self.list(child)
    }

    mutating func raiseLimit() { self.extra += 1 }

    /// Takes children out for good.
    mutating func free(_ isFree: (MetricChild) -> Bool) -> [MetricChild] {
        let freed = self.children.filter(isFree)
        if freed.isEmpty { return [] }
        let gone = Set(freed.map(ObjectIdentifier.init))
        self.children.removeAll { gone.contains(ObjectIdentifier($0)) }
        self.given = self.given.filter { !gone.contains(ObjectIdentifier($0.value)) }
        for child in freed { self.index[child.labels] = nil }
        self.freedCount += UInt64(freed.count)
        return freed
    }

    /// The labels as they are kept: as many as declared, configured ids as texts.
    ///
    /// - Complexity: Looks names up under their table's lock; used for label sets that are new.
    func normalized(_ labels: [LabelValue], _ names: NameTable) -> [LabelValue] {
        assert(labels.count == self.descriptor.labels.count, "\(self.descriptor.name) takes other labels: \(labels)")
        return self.descriptor.labels.enumerated().map { index, declaration in
            guard index < labels.count else { return .none }
            let value = labels[index]
            let isAllowed = declaration.allows(value)
            assert(isAllowed, "\(self.descriptor.name) does not take \(value) as \(declaration.name)")
            guard isAllowed else { return .other }
            guard case .configured(let id) = value.storage else { return value }
            return LabelValue(text: names.text(ConfiguredLabel(id: id)))
        }
    }

    private mutating func list(_ child: MetricChild) {
        self.children.append(child)
        self.index[child.labels] = child
    }
}
