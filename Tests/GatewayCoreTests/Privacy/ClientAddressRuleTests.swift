import GatewayCore
import Telemetry
import Testing

/// `logs.privacy.client_ip`.
@Suite struct ClientAddressRuleTests {
    private static func reduced(
        _ address: String,
        _ mode: PrivacyPlan.ClientAddress,
        _ texts: RecordTexts? = nil
    ) throws -> String {
        var plan = PrivacyPlan()
        plan.clientAddress = mode
        let texts = texts ?? RecordTexts(plan, FingerprintKeys())
        texts.begin()
        let key = texts.address(of: try #require(ForwardedFields.parse(Array(address.utf8))))
        #expect(texts.redactions.contains(.clientIP) == (mode != .full))
        return key == ClientKey(high: 0, low: 0) ? "" : String(decoding: ForwardedFields.text(of: key), as: UTF8.self)
    }

    @Test(
        arguments: [
            ("203.0.113.77", .full, "203.0.113.77"), ("203.0.113.77", .net, "203.0.113.0"),
            ("203.0.113.77", .none, ""), ("2001:db8:1:2:3:4:5:6", .full, "2001:db8:1:2:3:4:5:6"),
            ("2001:db8:1:2:3:4:5:6", .net, "2001:db8:1::"), ("2001:db8:1:2:3:4:5:6", .none, ""),
            ("::ffff:203.0.113.77", .net, "203.0.113.0"),
        ] as [(String, PrivacyPlan.ClientAddress, String)]
    )
    func anAddressIsReduced(address: String, mode: PrivacyPlan.ClientAddress, expected: String) throws {
        #expect(try Self.reduced(address, mode) == expected)
    }

    @Test func aHashIsAnAddressThatNobodyHas() throws {
        var plan = PrivacyPlan()
        plan.clientAddress = .hash
        let keys = FingerprintKeys()
        let texts = RecordTexts(plan, keys)
        let first = try Self.reduced("203.0.113.77", .hash, texts)
        #expect(first.hasPrefix("100::"))
        #expect(try Self.reduced("203.0.113.77", .hash, texts) == first)
        let other = try Self.reduced("203.0.113.78", .hash, texts)
        #expect(other != first && other.hasPrefix("100::"))
        #expect(try Self.reduced("203.0.113.77", .hash, RecordTexts(plan, keys)) == first, "of every shard")
        keys.replace(with: FingerprintKeys.random())
        #expect(try Self.reduced("203.0.113.77", .hash, texts) != first, "another day")
    }
}
