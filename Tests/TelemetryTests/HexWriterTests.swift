import Telemetry
import TestKit
import Testing

@Suite struct HexWriterTests {
    private static func digits(_ value: UInt64) -> String {
        var bytes = [UInt8](repeating: 0, count: 17)
        bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            HexWriter.write(value, to: start + 1)  // an odd address: nothing has to be aligned
        }
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    private static func expected(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    @Test(arguments: [0, 1, 0x9, 0xa, 0xf, 0x10, 0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210, .max, 1 << 63])
    func sixteenDigits(_ value: UInt64) { #expect(Self.digits(value) == Self.expected(value)) }

    @Test func randomNumbers() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<10_000 {
            let value = generator.next()
            #expect(Self.digits(value) == Self.expected(value))
        }
    }

    @Test func everyByte() {
        for value in UInt8.min ... .max {
            var bytes: [UInt8] = [0, 0]
            bytes.withUnsafeMutableBytes { buffer in
                guard let start = buffer.baseAddress else { return }
                HexWriter.write(value, to: start)
            }
            #expect(String(decoding: bytes, as: UTF8.self) == String(Self.expected(UInt64(value)).suffix(2)))
        }
    }
}
