import GatewayCore
import Testing

@Suite struct ForwardedFieldsTests {
    private let proxy = ForwardedFields.parse(Array("10.0.0.1".utf8))

    private func client(_ chain: String) -> String? {
        let key = Array(chain.utf8).withUnsafeBytes { bytes in
            ForwardedFields.client(in: bytes) { $0 == self.proxy }
        }
        return key.map { String(decoding: ForwardedFields.text(of: $0), as: UTF8.self) }
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.7"), ("1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 10.0.0.1", "203.0.113.7"), ("2001:db8::1", "2001:db8::1"), ("10.0.0.1", "10.0.0.1"),
        (" 198.51.100.2 ", "198.51.100.2"),
    ])
    func theRightMostUntrustedAddressIsTheClient(chain: String, expected: String) {
        #expect(self.client(chain) == expected)
    }

    @Test(arguments: ["", "unknown", "203.0.113.7,", "203.0.113.7:80", "300.1.1.1", "1.1.1.1 2.2.2.2"])
    func aChainThatIsNoListOfAddressesProvesNothing(chain: String) {
        #expect(self.client(chain) == nil)
    }

    @Test func anAddressBlockHoldsItsEnds() {
        let block = AddressBlock(high: 0, low: 0x0000_FFFF_0A00_0000, prefixLength: 104)
        #expect(block.contains(high: 0, low: 0x0000_FFFF_0AFF_FFFF))
        #expect(!block.contains(high: 0, low: 0x0000_FFFF_0B00_0000))
        #expect(AddressBlock(high: 1, low: 2, prefixLength: 0).contains(high: 99, low: 99))
        #expect(!AddressBlock(high: 1, low: 2, prefixLength: 128).contains(high: 1, low: 3))
    }
}
