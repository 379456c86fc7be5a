/// The HTTP statuses that IANA has registered for good (RFC 9110 section 16.2, registry as of 2025).
enum StatusRegistry {
    static let ranges: [ClosedRange<Int>] = [
        100...103, 200...208, 226...226, 300...305, 307...308, 400...417, 421...426, 428...429, 431...431, 451...451,
        500...508, 510...511,
    ]

    static func contains(_ code: Int) -> Bool { self.ranges.contains { $0.contains(code) } }
}
