// swift-tools-version: 6.3
import PackageDescription

func git(_ path: String, _ version: Version) -> Package.Dependency {
    .package(url: "https://github.com/\(path)", exact: version)
}
func products(_ names: String..., of package: String) -> [Target.Dependency] {
    names.map { .product(name: $0, package: package) }
}
func library(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    path: String? = nil,
    settings: [SwiftSetting] = []
) -> Target { .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings) }
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestKit"] + embedded, exclude: testData[name] ?? [])
}
// What lies beside tests and is no source: they read it by path.
let testData = [
    "AllocationTests": ["thresholds.json"], "GatewayConfigTests": ["Golden"], "TelemetryTests": ["Golden"],
    "IntegrationTests": ["Proxying/Golden"],
]
let nio = products("NIOCore", "NIOPosix", of: "swift-nio")
let embedded = products("NIOCore", "NIOEmbedded", "NIOHTTP1", of: "swift-nio")
let logging = products("Logging", of: "swift-log")
let arguments = products("ArgumentParser", of: "swift-argument-parser")
let adapters = products("CoreMetrics", of: "swift-metrics")
let queues = products("DequeModule", of: "swift-collections")
let posix = products("NIOPosix", of: "swift-nio")
/// What tests of a target import beside it, TestKit and what comes with them.
let testNeeds: [String: [Target.Dependency]] = [
    "LogPipeline": ["TLS", "Telemetry"] + posix + logging,
    "GatewayConfig": ["GatewayCore", "Telemetry"] + products("Yams", of: "Yams"), "GatewayCore": ["Telemetry"],
    "EngineCore": ["SQLStore", "Telemetry"], "watchgate": ["Telemetry"] + adapters,
    "loadtest": ["CAllocationCounter"] + posix,
]
// State is confined to one thread, so dynamic exclusivity checks find nothing there and show in profiles.
let confined: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]
let wiring: [Target.Dependency] = ["EngineCore", "GatewayConfig", "LogPipeline", "GatewayCore", "Telemetry"]

let package = Package(
    name: "watchgate",
    products: [
        .executable(name: "watchgate", targets: ["watchgate"]), .executable(name: "loadtest", targets: ["loadtest"]),
        .library(name: "EngineCore", targets: ["EngineCore"]),
    ],
    dependencies: [
        git("apple/swift-nio", "2.101.2"), git("apple/swift-log", "1.16.2"),
        git("apple/swift-metrics", "2.13.0"), git("apple/swift-argument-parser", "1.8.2"),
        git("apple/swift-collections", "1.6.0"),
        git("jpsim/Yams", "6.2.2"), git("HdrHistogram/hdrhistogram-swift", "0.2.0"),
    ],
    targets: [
        .systemLibrary(name: "CMalloc"),  // malloc.h, which the Glibc module leaves out
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CSystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        library("SQLStore", ["CPostgreSQL", "CSQLite"]),
        library("Telemetry", ["CMalloc"]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        library("EngineCore", ["SQLStore", "Telemetry", "COpenSSL"]),
        library("TLS", ["COpenSSL"] + nio),
        library(
            "LogPipeline",
            ["Telemetry", "TLS", "COpenSSL", "CSystemd", "CZlib"] + nio + logging,
            settings: confined
        ),
        library("GatewayCore", ["Telemetry", "COpenSSL", "CZlib"] + nio + queues, settings: confined),
        library("GatewayConfig", ["GatewayCore", "Telemetry"] + nio + products("Yams", of: "Yams")),
        .executableTarget(name: "watchgate", dependencies: wiring + nio + arguments + logging + adapters),
        .executableTarget(
            name: "loadtest",
            dependencies: nio + arguments + products("Histogram", of: "hdrhistogram-swift"),
            path: "loadtest"
        ),
    ],
    swiftLanguageModes: [.v6]
)
for target in package.targets where target.type != .system {
    package.targets.append(tests(target.name + "Tests", [.byName(name: target.name)] + (testNeeds[target.name] ?? [])))
}
package.targets += [
    library("CAllocationCounter", path: "Tests/CAllocationCounter"),
    tests("RepositoryTests", products("Yams", of: "Yams")),
    library("TestKit", ["CAllocationCounter", "CZlib"] + embedded, path: "Tests/TestKit"),
    // Run by scripts/bench telemetry; part of no product.
    .executableTarget(
        name: "telemetry-cost",
        dependencies: ["LogPipeline", "Telemetry"],
        path: "benchmarks/telemetry/cost"
    ),
    // Run by scripts/bench engine and by tests that kill it; part of no product.
    .executableTarget(
        name: "engine-load",
        dependencies: ["EngineCore", "SQLStore", "Telemetry"] + arguments,
        path: "benchmarks/engine/load"
    ), tests("AllocationTests", ["GatewayCore", "Telemetry"]),
    tests("IntegrationTests", ["watchgate", "loadtest", "engine-load", "SQLStore"]),
]
for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
    if Context.environment["WATCHGATE_STRICT"] == "1" { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
