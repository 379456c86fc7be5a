import GatewayCore
import NIOCore
import Testing

/// Which fields a Connection field names: compared without regard to case, and nothing else.
@Suite struct ConnectionOptionTests {
    /// The names of the fields that are marked.
    static func marked(_ option: String, fields: [String]) -> [String] {
        var decoder = RequestDecoder(limits: MessageLimits())
        let lines = fields.map { "\($0): 1\r\n" }.joined()
        var input = ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\nConnection: \(option)\r\n\(lines)\r\n")
        guard decoder.decodeHead(&input) == .complete else { return ["refused"] }
        let bytes = decoder.head.bytes
        return decoder.head.fields.filter(\.isConnectionOption).map { entry in
            Latin1.text(bytes.getBytes(at: Int(entry.nameStart), length: Int(entry.nameLength)) ?? [])
        }
    }

    @Test func caseDoesNotMatter() {
        let alphabet = "abcdefghijklmnopqrstuvwxyz"
        #expect(Self.marked(alphabet, fields: [alphabet.uppercased(), alphabet]).count == 2)
        #expect(Self.marked("aBc", fields: ["Abc", "abd"]) == ["Abc"])
        #expect(Self.marked("zz-Top-zzz", fields: ["ZZ-tOP-ZZZ"]).count == 1)
    }

    /// Characters that differ in the same bit as letters do.
    @Test(arguments: ["^": "~", "`": "^", "|": "!", "1": "!", "0": "9"] as [String: String])
    func otherCharactersMustBeEqual(one: String, other: String) {
        for length in [0, 1, 5, 7, 8, 9, 16, 20] {
            let front = String(repeating: "n", count: length)
            for back in ["", "x", "xxxxxxxxxxx"] {
                let name = front + one + back
                #expect(Self.marked(name, fields: [name, front + other + back]) == [name])
            }
        }
    }
}
