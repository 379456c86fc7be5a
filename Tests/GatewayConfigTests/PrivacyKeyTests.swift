import GatewayConfig
import GatewayCore
import Testing

/// `logs.privacy`: allow-lists that no credential can get into.
@Suite struct PrivacyKeyTests {
    private static func privacy(_ keys: String) throws -> PrivacyPlan {
        let result = ConfigurationLoader.load(
            text: Sample.minimal + "logs: { privacy: { \(keys) } }\n",
            file: "watchgate.yaml",
            environment: [:]
        )
        return try result.get().plan.logs.privacy
    }

    @Test func listsAreTakenOver() throws {
        let privacy = try Self.privacy(
            "client_ip: net, headers: [X-Tenant, Accept-Language], query_values: [page, Sort]"
        )
        #expect(privacy.clientAddress == .net)
        #expect(privacy.headers == ["x-tenant", "accept-language"])
        #expect(privacy.queryValues == ["page", "Sort"])
        #expect(try Self.privacy("") == PrivacyPlan())
    }

    @Test(arguments: [
        "Authorization", "authorization", "Proxy-Authorization", "Cookie", "SET-COOKIE", "X-Api-Key",
    ])
    func aCredentialCannotBeListed(name: String) throws {
        let items = Sample.diagnostics(Sample.minimal + "logs: { privacy: { headers: [X-Tenant, \(name)] } }\n").items
        let item = try #require(items.first)
        #expect(items.count == 1)
        #expect(item.code == .secretHeader)
        #expect(item.key == "logs.privacy.headers[1]")
        #expect(item.what.contains("never logged"))
        #expect(item.instead.contains("remove it"))
    }

    @Test(arguments: ["a=b", "a&b", "'a b'", "'a\"b'", "'\(String(repeating: "n", count: 65))'"])
    func aQueryNameIsOneName(name: String) throws {
        let items = Sample.diagnostics(Sample.minimal + "logs: { privacy: { query_values: [\(name)] } }\n").items
        #expect(items.map(\.code) == [.queryName])
    }

    @Test func sixteenNamesAndNoMore() throws {
        let names = (0..<17).map { "h\($0)" }
        #expect(try Self.privacy("headers: [\(names.prefix(16).joined(separator: ", "))]").headers.count == 16)
        let items = Sample.diagnostics(
            Sample.minimal + "logs: { privacy: { headers: [\(names.joined(separator: ", "))] } }\n"
        ).items
        #expect(items.map(\.code) == [.count])
    }
}
