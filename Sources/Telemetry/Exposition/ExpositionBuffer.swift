/// The text of one scrape while it grows; kept between scrapes, because the pages of fresh memory cost more than the
/// text that is written into them.
struct ExpositionBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 65_536) {
        self.capacity = capacity
        self.start = .allocate(capacity: capacity)
    }

    deinit { self.start.deallocate() }

    /// What was appended, as an array: one copy.
    var bytes: [UInt8] { self.withBytes { Array($0) } }

    /// Lends what was appended.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(start: self.start, count: self.count))
    }

    mutating func removeAll() { self.count = 0 }

    mutating func append(_ bytes: [UInt8]) {
        self.reserve(bytes.count)
        bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            (self.start + self.count).update(from: base, count: source.count)
        }
        self.count += bytes.count
    }

    /// Appends a constant text.
    mutating func append(_ text: StaticString) {
        self.reserve(text.utf8CodeUnitCount)
        (self.start + self.count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        self.count += text.utf8CodeUnitCount
    }

    mutating func append(_ other: borrowing ExpositionBuffer) {
        self.reserve(other.count)
        (self.start + self.count).update(from: other.start, count: other.count)
        self.count += other.count
    }

    mutating func append(_ byte: UInt8) {
        self.reserve(1)
        self.start[self.count] = byte
        self.count += 1
    }

    /// Appends a number in decimal.
    mutating func append(_ number: UInt64) {
        self.reserve(20)
        var length = 1
        var bound: UInt64 = 10
        while length < 20, number >= bound {
            length += 1
            bound = length < 20 ? bound &* 10 : .max
        }
        self.write(number, digits: length)
    }

    /// Appends nanoseconds as seconds, exactly, without trailing zeros and without an exponent.
    ///
    /// Up to 15 digits they are those of the shortest text that reads back as the same double, at a fraction of the
    /// cost.
    mutating func append(nanoseconds: UInt64) {
        let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.append(seconds)
        if fraction == 0 { return }
        self.append(UInt8(ascii: "."))
        self.reserve(9)
        self.write(fraction, digits: 9)
        while self.start[self.count - 1] == UInt8(ascii: "0") { self.count -= 1 }
    }

    mutating func append(_ value: SampleValue) {
        switch value {
        case .count(let count): self.append(count)
        case .billionths(let billionths): self.append(nanoseconds: billionths)
        case .gauge(let value): self.append(value)
        }
    }

    /// Appends a gauge's value: integers plain, others in the shortest text that reads back as the same double.
    mutating func append(_ value: Double) {
        if let integer = Int64(exactly: value), abs(value) < 1e15 {
            if integer < 0 { self.append(UInt8(ascii: "-")) }
            self.append(integer.magnitude)
        } else if value.isFinite {
            self.append(Array(value.description.utf8))
        } else {
            self.append(Array((value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf").utf8))
        }
    }

    private mutating func write(_ number: UInt64, digits: Int) {
        var rest = number
        for index in stride(from: self.count + digits - 1, through: self.count, by: -1) {
            let quotient = rest / 10
            self.start[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
            rest = quotient
        }
        self.count += digits
    }

    private mutating func reserve(_ more: Int) {
        if self.count + more <= self.capacity { return }
        let larger = max(self.capacity * 2, self.count + more)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        copy.update(from: self.start, count: self.count)
        self.start.deallocate()
        (self.start, self.capacity) = (copy, larger)
    }
}
