import Foundation
import Glibc
import Telemetry
import Testing

@Suite struct ClientAddressTests {
    let names = NameTable()

    private func rendered(_ bytes: [UInt8], isIPv6: Bool) throws -> String? {
        var sample = SampleRecord.handbook(self.names)
        let all = bytes + [UInt8](repeating: 0, count: 16 - bytes.count)
        all.withUnsafeBytes { raw in
            sample.record.clientAddressHigh = raw.loadUnaligned(as: UInt64.self)
            sample.record.clientAddressLow = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        }
        if isIPv6 { sample.record.flags.insert(.isIPv6) }
        return try sample.parsed(self.names)["client.ip"]
    }

    @Test(arguments: ["127.0.0.1", "255.255.255.255", "10.0.0.9", "203.0.113.77"])
    func anIPv4AddressHasFourNumbers(text: String) throws {
        var address = in_addr()
        inet_pton(AF_INET, text, &address)
        let bytes = withUnsafeBytes(of: &address) { Array($0) }
        #expect(try self.rendered(bytes, isIPv6: false) == text)
    }

    @Test(arguments: [
        "::1", "2001:db8::1", "2001:db8:0:1:1:1:1:1", "fe80::1:0:0:1", "1::", "::2:0:0:3", "1:0:0:2::3",
        "2001:db8:1:2:3:4:5:6", "ff02::fb", "a:b:c:d:e:f:1:0", "0:1::", "64:ff9b::1",
    ])
    func anIPv6AddressIsCanonical(text: String) throws {
        var address = in6_addr()
        inet_pton(AF_INET6, text, &address)
        let bytes = withUnsafeBytes(of: &address) { Array($0) }
        var canonical = [CChar](repeating: 0, count: 64)
        inet_ntop(AF_INET6, &address, &canonical, 64)
        let expected = String(decoding: canonical.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
        #expect(try self.rendered(bytes, isIPv6: true) == expected)
    }

    /// Against the C library, whose text is RFC 5952's for addresses that embed no IPv4 address.
    @Test func anyIPv6AddressIsCanonical() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for group in 0..<8 where Bool.random(using: &generator) {
                (bytes[2 * group], bytes[2 * group + 1]) = (0, 0)
            }
            bytes[0] = 0x20
            var canonical = [CChar](repeating: 0, count: 64)
            inet_ntop(AF_INET6, bytes, &canonical, 64)
            let expected = String(decoding: canonical.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
            #expect(try self.rendered(bytes, isIPv6: true) == expected)
        }
    }

    @Test func anIPv4ClientOfADualStackListenerIsWrittenAsIPv4() throws {
        let bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 198, 51, 100, 20]
        #expect(try self.rendered(bytes, isIPv6: true) == "198.51.100.20")
    }
}
