import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

/// The scanner reads what the renderers write, and nothing else.
@Suite struct LineScannerTests {
    /// Texts, numbers and words of a line, texts as the journal gets them; nil: no line of ours.
    private static func read(_ line: [UInt8]) -> [String: String]? {
        line.withUnsafeBytes { bytes -> [String: String]? in
            guard var scanner = LineScanner(bytes) else { return nil }
            var found: [String: String] = [:]
            while true {
                switch scanner.step() {
                case .malformed: return nil
                case .end: return found
                case .member(let member):
                    let isText = member.kind == .text
                    let name = String(decoding: member.name, as: UTF8.self)
                    let value = isText ? JournalText.text(member.value) : String(decoding: member.value, as: UTF8.self)
                    #expect(found.updateValue(value, forKey: name) == nil, "\(name) twice")
                    if isText { #expect(member.isEscaped == member.value.contains(0x5C)) }
                }
            }
        }
    }

    /// What section 5 of the specification leaves of a text.
    private static func cleaned(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
        return String(String.UnicodeScalarView(kept))
    }

    private static func expectSame(_ line: String, _ seed: UInt64 = 0) throws {
        let parsed = try #require(ParsedLine(line))
        let found = try #require(Self.read(Array(line.utf8.dropLast())), "seed \(seed): \(line)")
        #expect(found.count == parsed.fields.count)
        for (name, value) in parsed.fields {
            switch value {
            case let text as String: #expect(found[name] == Self.cleaned(text), "seed \(seed), \(name)")
            case let number as NSNumber where found[name]?.first?.isNumber == true:
                #expect(found[name] == number.stringValue, "seed \(seed), \(name)")
            default: #expect(found[name] != nil, "seed \(seed), \(name)")
            }
        }
    }

    @Test func theHandbooksRecordIsRead() throws {
        let names = NameTable()
        try Self.expectSame(SampleRecord.handbook(names).line(names))
    }

    /// Random records with hostile texts: all that is written is read back.
    @Test func whatIsRenderedIsReadBack() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of whatIsRenderedIsReadBack: \(seed)")
        var generator = SeededGenerator(seed: seed)
        let names = NameTable()
        let marks = ["\"", "\\", "\\u0041", "\\\"", "/", "{", "}", "[", "]", ",", ":", "a", "é", "\n"]
        let pieces = NaughtyStringTests.texts + marks
        func text(_ limit: Int) -> String {
            (0..<Int.random(in: 0...limit, using: &generator)).map { _ in
                if Int.random(in: 0..<4, using: &generator) > 0 { return pieces.randomElement(using: &generator)! }
                let value = UInt32.random(in: 0...0x2100, using: &generator)
                return Unicode.Scalar(value).map { String(Character($0)) } ?? ""
            }.joined()
        }
        for _ in 0..<1000 {
            var sample = SampleRecord.handbook(names)
            sample.path = "/" + text(8)
            sample.query = text(8)
            sample.host = text(3)
            sample.userAgent = text(20)
            sample.referrer = text(10)
            if Bool.random(using: &generator) {
                sample.method = text(2)
                sample.record.method = MethodLabel.other.rawValue
            }
            sample.requestID = text(3)
            sample.failedAttempts = text(10)
            sample.record.outcome = Outcome.allCases.randomElement(using: &generator)!.rawValue
            sample.record.durationNanoseconds = UInt64.random(in: 0..<1 << 40, using: &generator)
            sample.record.status = UInt16.random(in: 100...599, using: &generator)
            if Bool.random(using: &generator) { sample.record.route = names.intern("/r/" + text(3)).id }
            try Self.expectSame(sample.line(names), seed)
        }
    }

    /// Cut anywhere, it is no line; nothing is read behind its end.
    @Test func aCutLineIsNoLine() {
        let names = NameTable()
        let line = Array(SampleRecord.handbook(names).line(names).utf8.dropLast())
        for end in 0..<line.count { #expect(Self.read(Array(line[..<end])) == nil, "\(end)") }
        #expect(Self.read(line) != nil)
    }

    /// One byte changed: an answer, whichever; the process lives.
    @Test func aDamagedLineIsSurvived() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of aDamagedLineIsSurvived: \(seed)")
        var generator = SeededGenerator(seed: seed)
        let names = NameTable()
        let line = Array(SampleRecord.handbook(names).line(names).utf8.dropLast())
        for _ in 0..<5000 {
            var damaged = line
            damaged[Int.random(in: 0..<line.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            damaged.withUnsafeBytes { bytes in
                guard var scanner = LineScanner(bytes) else { return }
                while case .member(let member) = scanner.step() { _ = JournalText.text(member.value) }
            }
        }
    }

    @Test(arguments: [
        "", "{", "{}", "[]", "{\"a\":1}x", "{\"a\":1,}", "{,\"a\":1}", "{\"a\" :1}", "{\"a\":-1}", "{\"a\":{}}",
        "{\"a\":\"\\n\"}", "{\"a\":\"\\u12G4\"}", "{\"a\":\"\\u12\"}", "{\"a\":[1]}", "{\"a\":[\"b\",]}", "{\"a\"}",
        "{\"a\":\"b\"\"c\":1}", "{a:1}", "{\"a\":\"\\", " {\"a\":1}", "{\"a\":1.5}", "{\"a\":}",
    ])
    func otherJSONIsNoLineOfOurs(text: String) {
        #expect(Self.read(Array(text.utf8)) == nil)
    }

    @Test(arguments: ["{\"a\":1}", "{\"a\":\"\",\"b\":[]}", "{\"\":true}", "{\"a\":[\"x\\\"\",\"y\"],\"b\":0}"])
    func theSmallestLinesAreRead(text: String) {
        #expect(Self.read(Array(text.utf8)) != nil)
    }
}
