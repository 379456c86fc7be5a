/// An answer as it came over a connection that the other side has closed.
package struct HTTPAnswer: Sendable, Equatable {
    package var status: Int
    package var body: [UInt8]

    package var text: String { String(decoding: self.body, as: UTF8.self) }

    init(status: Int, body: [UInt8]) { (self.status, self.body) = (status, body) }

    /// Reads status, framing and body; nil when this is no whole HTTP/1.1 answer.
    package init?(_ bytes: [UInt8]) {
        guard let end = Self.find([0x0D, 0x0A, 0x0D, 0x0A], in: bytes[...]) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let line = lines.first, line.hasPrefix("HTTP/1."), line.utf8.count >= 12 else { return nil }
        let digits = line.dropFirst(9).prefix(3)
        guard digits.allSatisfy(\.isNumber), let status = Int(digits) else { return nil }
        self.status = status
        let rest = bytes[(end + 4)...]
        if let coding = Self.field("transfer-encoding", lines) {
            guard coding.lowercased() == "chunked", let body = Self.chunks(rest) else { return nil }
            self.body = body
        } else if let length = Self.field("content-length", lines) {
            guard let count = Int(length), count == rest.count else { return nil }
            self.body = Array(rest)
        } else {
            self.body = Array(rest)
        }
    }

    private static func field(_ name: String, _ lines: [Substring]) -> String? {
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else { continue }
            return String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return nil
    }

    private static func chunks(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var body: [UInt8] = []
        var rest = bytes
        while let end = Self.find([0x0D, 0x0A], in: rest) {
            let size = String(decoding: rest[rest.startIndex..<end].prefix { $0 != 0x3B }, as: UTF8.self)
            guard let count = Int(size, radix: 16), count >= 0 else { return nil }
            if count == 0 { return body }
            let start = end + 2
            guard rest.endIndex - start - 2 >= count else { return nil }
            body += rest[start..<start + count]
            rest = rest[(start + count + 2)...]
        }
        return nil
    }

    private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index + pattern.count <= bytes.endIndex {
            guard let first = bytes[index...].firstIndex(of: pattern[0]), first + pattern.count <= bytes.endIndex
            else { return nil }
            if bytes[first..<first + pattern.count].elementsEqual(pattern) { return first }
            index = first + 1
        }
        return nil
    }
}
