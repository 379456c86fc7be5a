/// Hosts as texts: addresses, and names of labels.
enum HostText {
    /// Letters, digits, `-` and `_` in labels of 1 to 63, 253 in all; not a number in disguise (`127.1`, `0x7f.0.0.1`).
    static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...253).contains(text.utf8.count), let last = labels.last else { return false }
        let areLabels = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy(Self.isLabelByte)
        }
        return areLabels && !Self.isNumber(String(last))
    }

    /// What resolvers may read as a part of an IPv4 address.
    private static func isNumber(_ label: String) -> Bool {
        let text = label.lowercased()
        if text.hasPrefix("0x") { return text.dropFirst(2).allSatisfy(\.isHexDigit) }
        return text.allSatisfy(\.isNumber)
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Whether nobody but this machine can reach a listener on this host.
    static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" { return true }
        guard let address = AddressText.parse(host) else { return false }
        let isIPv4Loopback = address.high == 0 && address.low >> 24 == 0xFFFF_7F
        return isIPv4Loopback || (address.high == 0 && address.low == 1)
    }
}
