import Synchronization

/// What decides whether a child is shown, and when its cells may be used again.
///
/// Written under the registry's lock, or by the scrape, of which there is one at a time.
struct ChildLife: ~Copyable, Sendable {
    /// One bit per writer that has asked for a handle; writers from the 128th on share the last one.
    private let holders = Atomic<UInt64>(0)
    private let moreHolders = Atomic<UInt64>(0)
    /// The generation in which what the child is labelled with went away; 0: it is there.
    private let goneSince = Atomic<UInt64>(0)
    /// The number of scrapes at that time.
    private let goneAtScrape = Atomic<UInt64>(0)
    private let lastValue = Atomic<UInt64>(0)
    private let lastChange = Atomic<UInt64>(0)

    var isGone: Bool { self.goneSince.load(ordering: .relaxed) != 0 }

    func addHolder(_ writer: Int) {
        if writer < 64 {
            self.holders.bitwiseOr(1 << UInt64(writer), ordering: .relaxed)
        } else {
            self.moreHolders.bitwiseOr(1 << UInt64(min(writer - 64, 63)), ordering: .relaxed)
        }
    }

    private func hasHolder(_ writer: Int) -> Bool {
        writer < 64
            ? self.holders.load(ordering: .relaxed) & 1 << UInt64(writer) != 0
            : self.moreHolders.load(ordering: .relaxed) & 1 << UInt64(min(writer - 64, 63)) != 0
    }

    func markGone(generation: UInt64, scrape: UInt64) {
        self.goneAtScrape.store(scrape, ordering: .relaxed)
        self.goneSince.store(generation, ordering: .relaxed)
    }

    func markPresent() { self.goneSince.store(0, ordering: .relaxed) }

    /// Whether it went away at least two scrapes ago, and no writer can still have a handle.
    func isFree(scrape: UInt64, _ writers: [SlotPages]) -> Bool {
        let generation = self.goneSince.load(ordering: .relaxed)
        guard generation != 0, scrape >= self.goneAtScrape.load(ordering: .relaxed) + 2 else { return false }
        return writers.allSatisfy { !self.hasHolder($0.number) || $0.acknowledged >= generation }
    }

    /// Notes the value of now, and says whether it has stayed the same for so long.
    func isIdle(_ value: UInt64, now: UInt64, after idle: UInt64) -> Bool {
        let change = self.lastChange.load(ordering: .relaxed)
        if change == 0 || value != self.lastValue.load(ordering: .relaxed) {
            self.lastValue.store(value, ordering: .relaxed)
            self.lastChange.store(max(now, 1), ordering: .relaxed)
            return false
        }
        return now >= change + idle
    }
}
