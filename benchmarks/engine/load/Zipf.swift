import Glibc

/// Draws ranks with P(rank) proportional to 1 / rank^exponent, by a table of the distribution function.
struct Zipf: Sendable {
    private let bounds: [Double]

    init(count: Int, exponent: Double) {
        var sum = 0.0
        var bounds: [Double] = []
        bounds.reserveCapacity(count)
        for rank in 1...count {
            sum += pow(Double(rank), -exponent)
            bounds.append(sum)
        }
        self.bounds = bounds.map { $0 / sum }
    }

    /// A place in 0..<count.
    func place(_ uniform: Double) -> Int {
        var low = 0
        var high = self.bounds.count - 1
        while low < high {
            let middle = (low + high) / 2
            if self.bounds[middle] < uniform { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
