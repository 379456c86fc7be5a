/// A number that stands for how records lie in memory and what their numbers mean.
///
/// A ring is read by the version that finds it, perhaps not the one that wrote it: if the two numbers differ, it is set
/// aside. Worked out from the types, so that nobody has to remember to change it.
package enum RecordLayout {
    /// Of ``AccessRecord``.
    package static let access = Self.number(
        of: [AccessRecord(), AccessRecord.TextLengths()],
        sizes: [MemoryLayout<AccessRecord>.size, MemoryLayout<AccessRecord>.alignment],
        words: Outcome.allCases.map(\.labelText) + Phase.allCases.map(\.labelText)
            + MethodLabel.allCases.map(\.labelText)
    )

    /// - Parameters:
    ///   - values: One of each type whose stored properties count, by name, type and order.
    ///   - sizes: What else must agree.
    ///   - words: What the raw values of enums stand for.
    /// - Returns: Another number for another layout.
    package static func number(of values: [Any], sizes: [Int], words: [String]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0x1F) &* 0x100_0000_01B3
        }
        for value in values {
            for child in Mirror(reflecting: value).children {
                add(child.label ?? "")
                add(String(reflecting: type(of: child.value)))
            }
        }
        for size in sizes { add(String(size)) }
        for word in words { add(word) }
        return hash
    }
}
