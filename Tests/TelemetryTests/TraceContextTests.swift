import Telemetry
import TestKit
import Testing

/// W3C Trace Context level 2, section 3.2: what is a `traceparent` and what is not.
@Suite struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    private static func parse(_ text: String) -> TraceContext? {
        Array(text.utf8).withUnsafeBytes { TraceContext.parse($0) }
    }

    private static func written(_ context: TraceContext) -> String {
        var bytes = [UInt8](repeating: 0x21, count: TraceContext.byteCount + 2)
        bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            context.write(to: start + 1)
        }
        #expect(bytes.first == 0x21 && bytes.last == 0x21, "written outside of its 55 bytes")
        return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    }

    @Test func fieldsAreRead() {
        let context = Self.parse("00-\(Self.trace)-\(Self.span)-03")
        #expect(context?.traceIDHigh == 0x4bf9_2f35_77b3_4da6)
        #expect(context?.traceIDLow == 0xa3ce_929d_0e0e_4736)
        #expect(context?.spanID == 0x00f0_67aa_0ba9_02b7)
        #expect(context?.flags == 3)
    }

    @Test(arguments: [
        "00-\(trace)-\(span)-00", "00-\(trace)-\(span)-ff", "01-\(trace)-\(span)-01", "fe-\(trace)-\(span)-01",
        "cc-\(trace)-\(span)-01-what-the-future-will-be-like", "cc-\(trace)-\(span)-01-",
        "cc-\(trace)-\(span)-01-.!@#$%^&*", "00-00000000000000000000000000000001-0000000000000001-00",
        "00-00000000000000010000000000000000-1000000000000000-00",
    ])
    func isTaken(_ text: String) { #expect(Self.parse(text) != nil) }

    @Test(arguments: [
        "", "00", "00-\(trace)-\(span)", "00-\(trace)-\(span)-", "00-\(trace)-\(span)-0", "00-\(trace)-\(span)-000",
        "00-\(trace)-\(span)-01-", "00-\(trace)-\(span)-01-x", "00-\(trace)-\(span)-01.", "ff-\(trace)-\(span)-01",
        "ff-\(trace)-\(span)-01-x", "01-\(trace)-\(span)-01x", "01-\(trace)-\(span)-01.x", "0-\(trace)-\(span)-01",
        "000-\(trace)-\(span)-01", "00-00000000000000000000000000000000-\(span)-01",
        "00-\(trace)-0000000000000000-01", "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span.uppercased())-01",
        "00-\(trace)-\(span)-0A", "0A-\(trace)-\(span)-01", "00-\(trace.dropLast())g-\(span)-01",
        "00-\(trace.dropLast())/-\(span)-01", "00-\(trace.dropLast()):-\(span)-01",
        "00-\(trace.dropLast())`-\(span)-01",
        "00-\(trace)-\(span.dropLast()) -01", "00_\(trace)_\(span)_01", "00-\(trace)-\(span)-.0",
        " 00-\(trace)-\(span)-01",
        "00-\(trace)-\(span)-01 ", "00-\(trace.dropLast())\u{e9}\(span)-01", "00-\(span)-\(trace)-01",
    ])
    func isRefused(_ text: String) { #expect(Self.parse(text) == nil) }

    /// Every byte value at every place of a good field: only what the grammar allows is taken.
    @Test func oneWrongByteIsFoundAnywhere() {
        let good = Array("00-\(Self.trace)-\(Self.span)-01".utf8)
        for index in good.indices {
            for byte in UInt8.min ... .max where byte != good[index] {
                var bytes = good
                bytes[index] = byte
                let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
                let isSeparator = [2, 35, 52].contains(index)
                let isVersionFF = false
                let expected = isDigit && !isSeparator && !isVersionFF
                #expect((bytes.withUnsafeBytes { TraceContext.parse($0) } != nil) == expected, "\(byte) at \(index)")
            }
        }
    }

    @Test func aFieldOver512BytesIsRefused() {
        let base = "01-\(Self.trace)-\(Self.span)-01-"
        #expect(Self.parse(base + String(repeating: "x", count: 512 - base.utf8.count)) != nil)
        #expect(Self.parse(base + String(repeating: "x", count: 513 - base.utf8.count)) == nil)
    }

    @Test func whatWasReadIsWritten() {
        let text = "00-\(Self.trace)-\(Self.span)-03"
        #expect(Self.parse(text).map { Self.written($0) } == text)
    }

    @Test func unknownFlagsAreNotSentOn() {
        #expect(Self.parse("00-\(Self.trace)-\(Self.span)-fd").map { Self.written($0).suffix(3) } == "-01")
        #expect(
            Self.parse("cc-\(Self.trace)-\(Self.span)-ff-x").map { Self.written($0) }
                == "00-\(Self.trace)-\(Self.span)-03"
        )
    }

    @Test func randomContextsSurvive() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<1_000 {
            let context = TraceContext(
                traceIDHigh: generator.next(),
                traceIDLow: generator.next() | 1,
                spanID: generator.next() | 1,
                flags: UInt8(generator.next() & 3)
            )
            #expect(Self.parse(Self.written(context)) == context)
        }
    }
}
