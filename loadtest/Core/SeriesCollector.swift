/// Merges the threads' windows of one second into the rows of the time series; its size does not grow with the run.
package struct SeriesCollector: Sendable {
    /// Seconds per row: 1, or more so that a run has at most 3 600 rows.
    package let interval: Int
    private let threads: Int
    private var open: [Int: (window: ProgressWindow, parts: Int)] = [:]
    private var current: (row: Int, window: ProgressWindow)?
    package private(set) var rows: [SeriesRow] = []
    /// The last second that all threads have handed in.
    package private(set) var latest: ProgressWindow?

    /// - Parameters:
    ///   - seconds: The run's planned length, warm-up included.
    ///   - threads: How many windows make one second.
    package init(seconds: Double, threads: Int) {
        self.interval = max(1, Int((seconds / 3_600).rounded(.up)))
        self.threads = threads
    }

    /// Takes one thread's window of one second.
    package mutating func add(_ window: ProgressWindow, second: Int) {
        var entry = self.open[second] ?? (ProgressWindow(), 0)
        entry.window.merge(window)
        entry.parts += 1
        if entry.parts < self.threads {
            self.open[second] = entry
            return
        }
        // A thread that was stopped has skipped seconds: they are closed by the first complete one after them.
        for earlier in self.open.keys.sorted() where earlier < second { self.close(second: earlier) }
        self.open[second] = entry
        self.close(second: second)
    }

    /// Closes what is still open.
    package mutating func finish() {
        for second in self.open.keys.sorted() { self.close(second: second) }
        if let (row, window) = self.current { self.rows.append(SeriesRow(start: row * self.interval, window)) }
        self.current = nil
    }

    private mutating func close(second: Int) {
        guard let entry = self.open.removeValue(forKey: second) else { return }
        self.latest = entry.window
        let row = second / self.interval
        if let (currentRow, window) = self.current, currentRow != row {
            self.rows.append(SeriesRow(start: currentRow * self.interval, window))
            self.current = nil
        }
        var window = self.current?.window ?? ProgressWindow()
        window.append(entry.window)
        self.current = (row, window)
    }
}
