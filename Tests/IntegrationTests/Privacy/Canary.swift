import Foundation

/// A secret that is sent once, in one place, and that must not turn up anywhere else.
struct Canary: Sendable {
    /// Where it is written: `bearer token`.
    let kind: String
    /// What is searched for: in any of these spellings.
    let spellings: [String]

    /// The core of a kind's secret: the same in one run, found nowhere by chance.
    static func core(_ kind: String, seed: UInt64) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in kind.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 36)
        return "cnry" + String(repeating: "z", count: max(0, 13 - digits.count)) + digits
    }

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// - Parameters:
    ///   - kind: Where it is written.
    ///   - core: Its secret.
    ///   - encoded: Texts that are sent in Base64.
    init(_ kind: String, core: String, encoded: [String] = []) {
        self.kind = kind
        // Without the ends, which depend on what stands beside them.
        self.spellings = [core, core.uppercased()] + encoded.map { String(Self.base64($0).dropLast(4)) }
    }
}
