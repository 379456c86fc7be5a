/// A list of names and values as the exchange writes it into a record (`NamedTexts`).
enum SampleList {
    static func bytes(_ entries: [(name: String, value: String)], isCut: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in entries {
            let length = value.utf8.count
            bytes += [UInt8(name.utf8.count), UInt8(truncatingIfNeeded: length), UInt8(length >> 8)]
            bytes += Array(name.utf8) + Array(value.utf8)
        }
        return isCut ? bytes + [0] : bytes
    }
}
