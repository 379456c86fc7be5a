import Foundation
import GatewayCore
import Testing

/// Random tables and requests: the compiled table answers as the naive one.
///
/// `WATCHGATE_SEED` repeats a failed run.
@Suite struct RoutePropertyTests {
    /// SplitMix64 (Steele, Lea, Flood 2014).
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            self.state &+= 0x9E37_79B9_7F4A_7C15
            var value = self.state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    static let words = ["a", "b", "ab", "orders"]
    static let hosts = ["x.test", "y.test"]
    static let methods = ["GET", "HEAD", "POST", "DELETE", "PURGE", "REPORT"]

    @Test(.timeLimit(.minutes(15))) func theTableAnswersAsTheNaiveOne() throws {
        let given = ProcessInfo.processInfo.environment["WATCHGATE_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("RoutePropertyTests: WATCHGATE_SEED=\(seed)")
        var generator = Generator(state: seed)
        var counts = [0, 0, 0]
        for _ in 0..<250 {
            let routes = Self.routes(&generator)
            let table = try RouteTable(routes: routes)
            let naive = NaiveRouter(routes: routes)
            for _ in 0..<60 {
                let host = Bool.random(using: &generator) ? Self.hosts[0] : Self.hosts[1]
                let path = Self.path(&generator)
                let method = Self.methods.randomElement(using: &generator) ?? "GET"
                let knows =
                    routes.contains { $0.methods?.contains(method) == true } || Self.methods.prefix(4).contains(method)
                if !knows { continue }
                let expected = naive.answer(host: host, path: path, method: method)
                let actual = Self.answer(table, host: host, path: path, method: method)
                #expect(
                    actual == expected,
                    "seed \(seed): \(method) \(host) \(path) of \(routes.map { "\($0.path) \($0.host ?? "") \($0.methods ?? [])" })"
                )
                switch expected {
                case .route: counts[0] += 1
                case .methodNotAllowed: counts[1] += 1
                case .notFound: counts[2] += 1
                }
            }
        }
        #expect(counts.allSatisfy { $0 > 300 }, "the test reaches every answer often: \(counts)")
    }

    static func answer(_ table: RouteTable, host: String, path: String, method: String) -> NaiveRouter.Answer {
        switch table.answer(host: host, path: path, method: method) {
        case .route(let index): .route(index)
        case .methodNotAllowed(let allow): .methodNotAllowed(Set(table.allowTexts[allow].components(separatedBy: ", ")))
        case .notFound: .notFound
        }
    }

    static func routes(_ generator: inout Generator) -> [RoutePlan] {
        var routes: [RoutePlan] = []
        for index in 0..<Int.random(in: 1...14, using: &generator) {
            var route = RoutePlan(name: "r\(index)", path: Self.template(&generator), upstream: 0)
            if Int.random(in: 0..<3, using: &generator) == 0 {
                route.host = Self.hosts.randomElement(using: &generator)
            }
            if Int.random(in: 0..<5, using: &generator) > 0 {
                route.methods = Self.methods.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
                if route.methods?.isEmpty == true { route.methods = ["GET"] }
            }
            if RouteTable.conflicts(in: routes + [route]).isEmpty { routes.append(route) }
        }
        return routes
    }

    static func template(_ generator: inout Generator) -> String {
        var segments: [String] = []
        for index in 0..<Int.random(in: 1...4, using: &generator) {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0, 1, 2: segments.append("{p\(index)}")
            case 3: return "/" + (segments + ["*"]).joined(separator: "/")
            default: segments.append(Self.words.randomElement(using: &generator) ?? "a")
            }
        }
        if Int.random(in: 0..<6, using: &generator) == 0 { segments.append("") }
        return "/" + segments.joined(separator: "/")
    }

    static func path(_ generator: inout Generator) -> String {
        var segments = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            (Self.words + ["other"]).randomElement(using: &generator) ?? "a"
        }
        if segments.isEmpty || Int.random(in: 0..<5, using: &generator) == 0 { segments.append("") }
        return "/" + segments.joined(separator: "/")
    }
}
