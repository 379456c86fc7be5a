import Synchronization

extension SpoolStream {
    /// Tells each reader what waits for it, and what of that is lost.
    func tellReaders(_ recovery: SpoolRecovery) {
        for (index, reader) in self.readers.enumerated() {
            let (account, count, lost) = self.state.withLock { state in
                let settled = state.positions[index].settled
                var lost: UInt64 = 0
                if let first = state.segments.first?.first, first > settled + 1 {
                    // Files are gone that this reader was not done with.
                    lost = first - 1 - settled
                    state.positions[index].settled = first - 1
                }
                for loss in recovery.losses where loss.upperBound > settled {
                    lost += loss.upperBound - max(loss.lowerBound, settled + 1) + 1
                }
                return (state.positions[index].account, state.pendingCount(for: index) + lost, lost)
            }
            reader.saveCursor()
            if count > 0 { account.recovered(count, lost: lost) }
        }
    }
}
