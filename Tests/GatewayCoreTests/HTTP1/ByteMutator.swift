/// Damages an input in the places and with the bytes that parsers stumble over.
enum ByteMutator {
    private static let pieces: [[UInt8]] = [
        "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ";", ",", "\"", "\0", "\u{80}", "\u{FF}", "\u{7F}", "\u{0B}",
        "_", "%",
        "%2e", "%2F", "%00", "/", "//", "/../", "?", "#", "0", "00", "1", "5", "-", "+", "0x", "ffffffffffffffff",
        "chunked",
        "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n", "Host: b\r\n",
        "Connection: close\r\n", "Connection: upgrade\r\nUpgrade: x\r\n", "\r\n ", "X: y\r\n", ": z\r\n", "0\r\n\r\n",
        "1\r\na\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", " HTTP/1.1", "HTTP/1.0", ";a=b",
        ";a=\"b\"",
    ].map { Latin1.bytes($0) }

    /// One to three changes.
    static func mutate(_ input: inout [UInt8], _ random: inout FuzzRandom) {
        for _ in 0...random.below(3) where !input.isEmpty { Self.change(&input, &random) }
    }

    private static func change(_ input: inout [UInt8], _ random: inout FuzzRandom) {
        let place = random.below(input.count)
        let end = min(input.count, place + 1 + random.below(12))
        switch random.below(8) {
        case 0: input[place] ^= 1 << UInt8(random.below(8))
        case 1: input[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: input.insert(contentsOf: random.pick(Self.pieces), at: place)
        case 3: input.replaceSubrange(place..<end, with: random.pick(Self.pieces))
        case 4: input.removeSubrange(place..<end)
        case 5: input.insert(contentsOf: input[place..<end], at: random.below(input.count))
        case 6: input.removeSubrange(place...)
        default: Self.changeLineEnd(&input, &random)
        }
    }

    private static func changeLineEnd(_ input: inout [UInt8], _ random: inout FuzzRandom) {
        let ends = input.indices.filter { input[$0] == 0x0A }
        guard !ends.isEmpty else { return }
        let end = random.pick(ends)
        switch random.below(4) {
        case 0: input[end] = 0x0D
        case 1: input.remove(at: end)
        case 2: if end > 0 { input.remove(at: end - 1) }
        default: input.insert(contentsOf: random.pick(Self.pieces), at: end + 1)
        }
    }
}
