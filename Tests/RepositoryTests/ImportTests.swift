import Foundation
import RegexBuilder
import Testing

/// The arrows of the architecture: who may import whom.
@Suite struct ImportTests {
    /// The modules of this repository that each of them may import.
    ///
    /// One that is not listed here is a failure.
    static let arrows: [String: Set<String>] = [
        "watchgate": [
            "PlatformAPI", "EngineCore", "GatewayConfig", "LogPipeline", "GatewayCore", "RedisClient", "Telemetry",
            "CSystemd",
        ],
        "PlatformAPI": ["EngineCore", "RedisClient", "GatewayCore", "Telemetry", "COpenSSL"],
        "EngineCore": ["SQLStore", "Telemetry", "COpenSSL"],
        "SQLStore": ["CPostgreSQL", "CSQLite"],
        "GatewayConfig": ["GatewayCore", "Telemetry"],
        "RedisClient": ["Telemetry", "TLS", "CHiredis"],
        "GatewayCore": ["RedisClient", "Telemetry", "TLS", "COpenSSL", "CZlib"],
        "TLS": ["COpenSSL"],
        "LogPipeline": ["Telemetry", "TLS", "COpenSSL", "CSystemd", "CZlib"],
        "Telemetry": ["CMalloc"],
        "loadtest": ["COpenSSL", "CZlib"],
        "CPostgreSQL": [], "CHiredis": [], "COpenSSL": [], "CSystemd": [], "CSQLite": [], "CZlib": [],
        "CMalloc": [],
    ]
    /// What the request path never pays for.
    static let forbidden: Set = [
        "Foundation", "FoundationEssentials", "Logging", "Hummingbird", "Yams",
    ]

    @Test(arguments: Repository.modules())
    func importsFollowTheArrows(module: String) throws {
        let allowed = try #require(Self.arrows[module], "\(module) has no arrows: add it to the architecture first")
        for (file, name) in try Self.imports(of: module) where Self.arrows[name] != nil && name != module {
            #expect(allowed.contains(name), "\(file) imports \(name)")
        }
    }

    @Test(arguments: ["GatewayCore", "Telemetry"])
    func theRequestPathImportsNothingHeavy(module: String) throws {
        let imports = try Self.imports(of: module)
        for (file, name) in imports {
            #expect(!Self.forbidden.contains(name), "\(file) imports \(name)")
        }
    }

    @Test func thereIsSomethingToCheck() throws {
        #expect(try !Self.imports(of: "GatewayCore").isEmpty)
    }

    @Test(arguments: [
        ("import Telemetry", "Telemetry"), ("package import NIOCore", "NIOCore"),
        ("@preconcurrency public import Logging // why", "Logging"), ("import struct Foundation.Date", "Foundation"),
        ("@_spi(Bench) import Yams", "Yams"),
    ])
    func importLinesAreRead(line: String, module: String) {
        #expect(Self.importedModule(line) == module)
    }

    @Test(arguments: ["// import Foundation", "let text = \"import Foundation\"", "importing", "/// import X"])
    func otherLinesAreNot(line: String) {
        #expect(Self.importedModule(line) == nil)
    }

    private static func imports(of module: String) throws -> [(file: String, name: String)] {
        try Repository.sources(of: module).flatMap { file in
            try Repository.text(file).split(separator: "\n").filter { $0.contains("import ") }.compactMap { line in
                Self.importedModule(String(line)).map { (file, $0) }
            }
        }
    }

    /// The module an import line names; nil for any other line.
    static func importedModule(_ line: String) -> String? {
        let access = #/(?:(?:package|public|internal|fileprivate|private)\s+)?/#
        let kind = #/(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?/#
        let pattern = Regex {
            #/^\s*(?:@\w+(?:\(\w+\))?\s+)*/#
            access
            #/import\s+/#
            kind
            Capture { #/\w+/# }
        }
        return line.firstMatch(of: pattern).map { String($0.output.1) }
    }
}
