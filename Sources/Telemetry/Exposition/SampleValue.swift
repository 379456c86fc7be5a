/// The value of a sample, as each format writes it without a loss.
enum SampleValue {
    case count(UInt64)
    /// Written in the family's unit.
    case billionths(UInt64)
    case gauge(Double)

    /// One value of a histogram, in its natural unit.
    init(_ value: UInt64, _ layout: BucketLayout) {
        self = layout.isInBillionths ? .billionths(value) : .count(value)
    }

    /// The sum of a histogram's values.
    init(sum reading: borrowing HistogramReading) {
        self = reading.layout.isInBillionths ? .billionths(reading.sum) : .count(reading.sum)
    }

    /// The nearest double: what a reader of the text gets.
    var double: Double {
        switch self {
        case .count(let count): Double(count)
        case .gauge(let value): value
        case .billionths(let value) where value < 1 << 53: Double(value) / 1e9  // two exact numbers: rounded once
        case .billionths(let value): Self.nearest(value)
        }
    }

    /// Over 104 days the quotient of two doubles would be rounded twice.
    private static func nearest(_ billionths: UInt64) -> Double {
        let (whole, rest) = billionths.quotientAndRemainder(dividingBy: 1_000_000_000)
        let digits = String(rest)
        return Double("\(whole).\(String(repeating: "0", count: 9 - digits.count))\(digits)") ?? 0
    }
}
