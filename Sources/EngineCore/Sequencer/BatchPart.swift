/// Commands that run in one transaction: the whole batch at first, halves of it when one command is poison.
struct BatchPart: Sendable {
    /// Places in the batch, rising; those that have their answer are gone.
    var places: [Int]
    /// How often it has been run again since it last got through.
    var retries = 0
    /// Since when it is not known whether these were committed, microseconds; nil: they were not.
    var unknownSince: Int64?

    init(places: [Int]) { self.places = places }

    /// Both halves, the earlier commands first; what is not known of the whole is not known of either.
    func halves() -> (first: BatchPart, second: BatchPart) {
        let middle = (self.places.count + 1) / 2
        var (first, second) = (self, self)
        first.places = Array(self.places[..<middle])
        second.places = Array(self.places[middle...])
        (first.retries, second.retries) = (0, 0)
        return (first, second)
    }
}
