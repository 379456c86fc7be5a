import Foundation
import LogPipeline
import Telemetry
import Testing

/// Whatever a peer sends: one record is one line of valid JSON, and shows what was sent.
@Suite struct NaughtyStringTests {
    let names = NameTable()

    static let texts: [String] = [
        "\"", "\\", "\\\"", "\"},{\"x\":\"", "a\r\nb", "\u{0}", "\u{1B}[31mred\u{1B}[0m", "\u{7F}", "\t\u{8}\u{C}",
        "\u{85}\u{9B}", "\u{2028}\u{2029}", "\u{202E}gnp.exe\u{2066}\u{2069}", "\u{200E}\u{200F}\u{061C}", "x\u{FEFF}y",
        "田中さんにあげて下さい", "😀👨‍👩‍👧", "Ω≈ç√∫˜µ", "<script>alert(1)</script>", "${jndi:ldap://x}", "%00%0d%0a", "é",
        "MESSAGE=a\nPRIORITY=0", "\u{FFFF}", "\u{10FFFF}", "ЁЂЃЄ", "', DROP TABLE", "", " ", "null", "1e999",
        "the quick brown fox \"jumps\" over \\ the \u{1} lazy dog",
    ]

    @Test(arguments: Self.texts)
    func anyTextInAnyFieldGivesOneValidLine(text: String) throws {
        var sample = SampleRecord.handbook(self.names)
        sample.path = "/\(text)"
        sample.query = text
        sample.host = text
        sample.userAgent = text
        sample.referrer = text
        sample.record.method = MethodLabel.other.rawValue
        sample.method = text
        sample.requestID = text
        sample.failedAttempts = text
        sample.credential = text
        sample.headers = SampleList.bytes([("x-a", text), ("x\(text)", text)])
        sample.queryValues = SampleList.bytes([("a\(text)", text)])
        let line = try sample.parsed(self.names)
        #expect(line["url.path"] == "/\(text)")
        #expect((line.fields["gateway.headers"] as? [String: String])?["x-a"] == text)
        #expect(line.fields["gateway.query"] as? [String: String] == ["a\(text)": text])
        if !text.isEmpty {
            #expect(line["user_agent.original"] == text)
            if text.utf8.count <= 23 { #expect(line["http.request.method"] == text) }
        }
        for unsafe in ["\u{1B}", "\u{202E}", "\u{2028}", "\u{85}", "\u{200F}"] {
            #expect(!line.text.unicodeScalars.contains(unsafe.unicodeScalars.first!))
        }
    }

    @Test func theNamesOfTheConfigurationAreEscapedToo() throws {
        var sample = SampleRecord.handbook(self.names)
        sample.record.route = self.names.intern("/a\"b\n{id}").id
        let line = try sample.parsed(self.names)
        #expect(line["gateway.route"] == "/a\"b\n{id}")
        #expect(line["message"] == "GET /a\"b\n{id} 200 12.400 ms")
    }

    /// Every byte, alone and between others, in each of the eight places of a word.
    @Test func everyByteIsSafe() throws {
        for byte in UInt8.min...UInt8.max {
            for place in [0, 3, 7, 8, 11] {
                var bytes = [UInt8](repeating: 0x61, count: 17)
                bytes[place] = byte
                let line = try #require(ParsedLine(self.lineWithPath(bytes)))
                #expect(line["url.path"] == String(decoding: bytes, as: UTF8.self), "\(byte) at \(place)")
            }
        }
    }

    /// The standard library replaces maximal subparts as we do.
    @Test func invalidUTF8BecomesReplacementCharacters() throws {
        var generator = SystemRandomNumberGenerator()
        let pieces: [[UInt8]] = [
            [0xC0], [0xC2], [0xE0, 0xA0], [0xE0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90], [0xF5],
            [0x80], [0xBF], [0xFF], [0x61], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xC3, 0xA9],
            Array("plain ASCII of some length".utf8),
        ]
        for _ in 0..<2000 {
            let count = Int.random(in: 1...12, using: &generator)
            let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &generator)! }
            let line = try #require(ParsedLine(self.lineWithPath(bytes)))
            #expect(line["url.path"] == String(decoding: bytes, as: UTF8.self))
        }
    }

    private func lineWithPath(_ bytes: [UInt8]) -> String {
        var sample = SampleRecord.handbook(self.names)
        sample.path = ""
        var words = sample.words
        let size = MemoryLayout<AccessRecord>.size
        words += [UInt64](repeating: 0, count: bytes.count / 8 + 1)
        words.withUnsafeMutableBytes { memory in
            var record = memory.load(as: AccessRecord.self)
            let old = record.texts.total
            record.texts.path = UInt16(bytes.count)
            memory.storeBytes(of: record, as: AccessRecord.self)
            let tail = Array(memory[size..<(size + old)])
            UnsafeMutableRawBufferPointer(rebasing: memory[size...]).copyBytes(from: bytes + tail)
        }
        var renderer = AccessRecordRenderer(identity: .sample, names: self.names)
        var writer = LineWriter()
        _ = words.withUnsafeBytes { renderer.render($0, into: &writer) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: ["x", "\u{1}", "é", "\u{202E}", "😀", "&a"])
    func oneMebibyteInEveryFieldGivesOneLineWithinTheLimit(piece: String) throws {
        let text = String(repeating: piece, count: 1_048_576 / piece.utf8.count)
        var sample = SampleRecord.handbook(self.names)
        sample.path = "/" + text
        sample.query = text
        sample.host = text
        sample.userAgent = text
        sample.referrer = "https://example.com/" + text
        sample.requestID = text
        sample.failedAttempts = text
        var renderer = AccessRecordRenderer(identity: .sample, names: self.names)
        var writer = LineWriter()
        _ = sample.words.withUnsafeBytes { renderer.render($0, into: &writer) }
        let line = try #require(ParsedLine(String(decoding: writer.bytes, as: UTF8.self)))
        #expect(line.text.utf8.count <= 32_768)
        #expect(line["url.path"]?.hasSuffix("…") == true)
        #expect(try #require(line["url.path"]).utf8.count <= 1024)
        #expect(try #require(line["user_agent.original"]).utf8.count <= 512)
        #expect(try #require(line["http.request.referrer"]).utf8.count <= 512)
        for field: TruncatedFieldLabel in [.path, .userAgent, .referrer, .domain, .requestID] {
            #expect(renderer.truncations.counts[field] == 1, "\(field)")
        }
    }

    @Test(arguments: [(1022, false), (1023, false), (1024, false), (1025, true)])
    func textIsCutBeyondItsCap(count: Int, isCut: Bool) throws {
        var sample = SampleRecord.handbook(self.names)
        sample.path = String(repeating: "p", count: count)
        let path = try #require(sample.parsed(self.names)["url.path"])
        #expect(path.hasSuffix("…") == isCut)
        #expect(path.utf8.count == min(count, 1024))
    }

    @Test func noCharacterIsCutInTwo() throws {
        for shift in 0..<4 {
            var sample = SampleRecord.handbook(self.names)
            sample.path = String(repeating: "a", count: shift) + String(repeating: "😀", count: 300)
            let path = try #require(sample.parsed(self.names)["url.path"])
            #expect(!path.contains("\u{FFFD}"))
            #expect(path.hasSuffix("😀…"))
        }
    }
}
