import GatewayConfig
import Testing

/// Every range of the table: its ends are accepted, one past them is refused.
@Suite struct LimitTests {
    struct Bound: Sendable, CustomTestStringConvertible {
        var path: String
        var accepted: [String]
        var refused: [String]
        var testDescription: String { self.path }
    }

    static let bounds: [Bound] = KeyTable.keys.compactMap { row in
        let path = row.path
        switch row.kind {
        case .integer(let range):
            return Bound(
                path: path,
                accepted: [String(range.lowerBound), String(range.upperBound)],
                refused: [String(range.lowerBound - 1), String(range.upperBound + 1)]
            )
        case .port: return Bound(path: path, accepted: ["1", "65535"], refused: ["0", "65536"])
        case .milliseconds(let range):
            let below = range.lowerBound == 0 ? [] : ["\(range.lowerBound - 1)ms"]
            return Bound(
                path: path,
                accepted: ["\(range.lowerBound)ms", "\(range.upperBound)ms"],
                refused: below + ["\(range.upperBound + 1)ms"]
            )
        case .bytes(let range):
            let below = range.lowerBound == 0 ? [] : ["\(range.lowerBound - 1)B"]
            return Bound(
                path: path,
                accepted: ["\(range.lowerBound)B", "\(range.upperBound)B"],
                refused: below + ["\(range.upperBound + 1)B"]
            )
        case .share: return Bound(path: path, accepted: ["0%", "100%"], refused: ["100.0001%", "-1%"])
        case .list(let range) where !row.path.hasSuffix("key"): return Self.list(row.path, range)
        case .names(let limit):
            let entry = path == "payments" ? "{ secret_file: /s }" : "{ targets: [\"127.0.0.1:1\"] }"
            return Bound(
                path: path,
                accepted: [Self.names(limit, entry)],
                refused: [Self.names(limit + 1, entry)]
            )
        default: return nil
        }
    }

    private static func names(_ count: Int, _ entry: String) -> String {
        "{ orders: \(entry), " + (1..<count).map { "u\($0): \(entry)" }.joined(separator: ", ") + " }"
    }

    private static func list(_ path: String, _ range: ClosedRange<Int>) -> Bound? {
        let entry: (Int) -> String
        switch path {
        case "server.trusted_proxies": entry = { "10.0.\($0 / 256).\($0 % 256)" }
        case "upstreams.<name>.targets": entry = { "\"127.0.0.1:\($0 + 1)\"" }
        case "rate_limit.policies":
            entry = { "{ name: \($0 == 0 ? "public" : "p\($0)"), key: [client], limit: 1, per: 1s }" }
        case "routes": entry = { "{ name: r\($0), match: { path: /\($0) }, upstream: orders }" }
        case "routes[].match.methods":
            entry = { "M\("ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)[$0 % 26])\($0 / 26 == 0 ? "A" : "B")" }
        default: return nil
        }
        let text = { (count: Int) in "[ " + (0..<count).map(entry).joined(separator: ", ") + " ]" }
        let below = range.lowerBound == 0 ? [] : [text(range.lowerBound - 1)]
        return Bound(
            path: path,
            accepted: [text(range.lowerBound), text(range.upperBound)],
            refused: below + [text(range.upperBound + 1)]
        )
    }

    @Test(arguments: Self.bounds)
    func aLimitIsAcceptedAndOnePastItRefused(bound: Bound) {
        for value in bound.accepted {
            var document = MinimalDocument()
            document.set(bound.path, to: value)
            // Keys may contradict each other or need more than the least, and an empty list of policies leaves a route without.
            let errors = Sample.diagnostics(document.text).errors.filter {
                ![.contradiction, .reference, .seriesLimit].contains($0.code)
            }
            #expect(errors.isEmpty, "\(value.prefix(40)): \(errors.map(\.what))")
        }
        for value in bound.refused {
            var document = MinimalDocument()
            document.set(bound.path, to: value)
            let errors = Sample.diagnostics(document.text).errors
            #expect(!errors.isEmpty, "\(value.prefix(40)) is accepted")
        }
    }

    @Test func thereIsALimitForEveryNumber() { #expect(Self.bounds.count > 40) }

    @Test(arguments: [("name", 64), ("match.path", 128)])
    func textsAreLimited(key: String, limit: Int) {
        for excess in [0, 1] {
            var document = MinimalDocument()
            let text = String(repeating: "n", count: limit + excess - (key == "name" ? 0 : 1))
            document.set("routes[].\(key)", to: key == "name" ? text : "/\(text)")
            #expect(Sample.diagnostics(document.text).errors.isEmpty == (excess == 0))
        }
    }

    @Test func theTableIsWellFormed() {
        let paths = KeyTable.keys.map(\.path)
        #expect(Set(paths).count == paths.count)
        for row in KeyTable.keys where row.since != "later" {
            #expect(row.summary.hasSuffix("."), "\(row.path): \(row.summary)")
        }
    }

    @Test(arguments: KeyTable.keys.filter { $0.since == "later" }.map(\.path))
    func keysOfLaterVersionsAreRefusedAsSuch(path: String) {
        var document = MinimalDocument()
        document.set(path, to: "{}")
        let errors = Sample.diagnostics(document.text).errors
        #expect(errors.map(\.code) == [.notSupported])
        #expect(errors.map(\.what) == ["not supported by this version yet"])
    }
}
