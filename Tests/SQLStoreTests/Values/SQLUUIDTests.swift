import SQLStore
import TestKit
import Testing

@Suite struct SQLUUIDTests {
    @Test func theTextIsCanonical() throws {
        let value = SQLUUID(high: 0x0189_0A5D_AC96_774B, low: 0xBCCE_B302_099A_8057)
        #expect("\(value)" == "01890a5d-ac96-774b-bcce-b302099a8057")
        #expect(SQLUUID("01890A5D-ac96-774B-bcce-B302099A8057") == value)
        #expect("\(SQLUUID.zero)" == "00000000-0000-0000-0000-000000000000")
    }

    @Test(arguments: [
        "", "01890a5d-ac96-774b-bcce-b302099a805", "01890a5d-ac96-774b-bcce-b302099a80577",
        "01890a5dac96774bbcceb302099a8057", "{01890a5d-ac96-774b-bcce-b302099a8057}",
        "01890a5d-ac96-774b-bcce-b302099a805g", "01890a5d-ac96-774b-bccee-302099a8057",
        "01890a5d-ac96-774b-bcce-b302099a805\u{0}", "０1890a5d-ac96-774b-bcce-b302099a80",
    ])
    func otherTextIsNone(text: String) {
        #expect(SQLUUID(text) == nil)
    }

    @Test func bytesAreBigEndianAndSixteen() {
        let value = SQLUUID(high: 0x0001_0203_0405_0607, low: 0x0809_0A0B_0C0D_0E0F)
        let bytes = value.withBytes { Array($0) }
        #expect(bytes == Array(0...15))
        for count in 0...20 {
            let read = Array(UInt8(0)..<UInt8(count)).withUnsafeBytes { SQLUUID(bytes: $0) }
            #expect(read == (count == 16 ? value : nil))
        }
    }

    @Test func textBytesAndOrderAgree() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10_000 {
            let left = Self.random(&generator)
            let right = Bool.random(using: &generator) ? Self.random(&generator) : SQLUUID(high: left.high, low: 7)
            #expect(SQLUUID("\(left)") == left, "seed \(seed)")
            #expect(left.withBytes { SQLUUID(bytes: $0) } == left, "seed \(seed)")
            let isBefore = left.withBytes { left in
                right.withBytes { right in left.lexicographicallyPrecedes(right) }
            }
            #expect((left < right) == isBefore, "seed \(seed)")
            #expect(("\(left)" < "\(right)") == isBefore, "seed \(seed)")
        }
    }

    private static func random(_ generator: inout SeededGenerator) -> SQLUUID {
        SQLUUID(high: generator.next(), low: generator.next())
    }
}
