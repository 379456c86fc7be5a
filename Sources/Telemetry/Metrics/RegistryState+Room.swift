/// How room is shared out, so that memory is bounded and totals stay exact.
///
/// A family with only closed labels and configured names has the room its configuration needs, within what all families
/// have together. A declared limit is kept by levels: exact label sets may take all but the last eighth, which is for
/// label sets with one label collapsed, then two, and so on; the last child is for the one with nothing but `_other`.
/// Where all label sets find room, none is kept. The limit of all families together works alike, with a sixteenth. So what found no room of its own always has a
/// child to go to.
extension RegistryState {
    func hasFamilyRoom(level: Int, _ position: Int) -> Bool {
        let family = self.families[position]
        if !family.isLimited { return true }
        if family.descriptor.hasRoomForAll { return family.count < family.limit }
        let levels = family.descriptor.collapseOrder.count
        let kept = Self.kept(of: max(1, family.limit / 8), level: level, levels)
        return family.count < family.limit - kept
    }

    func hasTotalRoom(level: Int, _ descriptor: FamilyDescriptor) -> Bool {
        let levels = descriptor.collapseOrder.count
        // A directory of pages has an end, whatever the memory; a little stays for the last child of each family.
        let lastCell = (SlotPages.pageLimit - 64) * SlotPages.cellsPerPage
        if !self.hasFreeCell(descriptor), self.nextCell + descriptor.cellCount > lastCell { return false }
        let keptChildren = Self.kept(of: self.limits.children / 16, level: level, levels)
        let keptBytes = Self.kept(of: self.limits.bytes / 16, level: level, levels)
        return self.childCount < self.limits.children - keptChildren
            && self.reservedBytes(withMore: self.hasFreeCell(descriptor) ? 0 : descriptor.cellCount)
                + self.budget.blockBytes
                <= self.limits.bytes - keptBytes
    }

    /// What must stay free after a child of this level: the last one, and the shares of later levels.
    private static func kept(of reserve: Int, level: Int, _ levels: Int) -> Int {
        1 + (levels == 0 ? 0 : reserve * (levels - level) / levels)
    }

    /// The memory of pages if every writer recorded into every one; blocks of histograms come on top as they are made.
    func reservedBytes(withMore cells: Int) -> Int {
        let end = self.firstFreeCell(cells) + cells
        let pages = (end + SlotPages.cellsPerPage - 1) / SlotPages.cellsPerPage
        return self.writers.count * (SlotPages.directoryBytes + pages * SlotPages.pageBytes)
    }

    /// Where that many cells fit into one page.
    func firstFreeCell(_ count: Int) -> Int {
        let free = SlotPages.cellsPerPage - self.nextCell % SlotPages.cellsPerPage
        return count <= free ? self.nextCell : self.nextCell + free
    }
}
