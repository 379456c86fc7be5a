import ArgumentParser
import Foundation
import GatewayConfig
import GatewayCore
import NIOCore
import NIOPosix
import Telemetry

/// `watchgate demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run the gateway with sample upstreams and a gentle traffic generator, on loopback.",
        discussion: """
            Examples:
              watchgate demo
              watchgate demo --rate 0 --port 8081
              watchgate demo --keep ./demo

            Ctrl-C stops everything and says where the configuration file lies.
            """
    )

    @Option(help: "Keep configuration, logs and state in this folder.") var keep: String?
    @Option(help: "Requests per second of the generator; 0 for none.") var rate = 20
    @Option(help: "Port of the gateway.") var port = 8080
    @Option(help: "Port of the admin listener.") var adminPort = 9464
    @Option(help: "Seconds between the lines of figures.") var interval = 5

    func validate() throws {
        guard (0...1_000).contains(self.rate) else {
            throw ValidationError("--rate takes 0 to 1000 requests per second")
        }
        guard (1...65_535).contains(self.port), (1...65_535).contains(self.adminPort) else {
            throw ValidationError("--port and --admin-port take 1 to 65535")
        }
        guard (1...3_600).contains(self.interval) else { throw ValidationError("--interval takes 1 to 3600 seconds") }
    }

    func run() async throws {
        let (signals, _) = SignalSource.stream([SIGINT, SIGTERM])
        let directory = try self.makeDirectory()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var upstreams: [(channel: any Channel, port: Int)] = []
        for kind in SampleUpstream.Kind.allCases {
            upstreams.append(try await SampleUpstream.start(kind, on: group))
        }
        let yaml = DemoConfiguration.yaml(
            port: self.port,
            adminPort: self.adminPort,
            ports: upstreams.map(\.port),
            directory: directory
        )
        let file = directory + "/watchgate.yaml"
        try yaml.write(toFile: file, atomically: true, encoding: .utf8)
        var plan = try ConfigurationFile.load(file).plan
        plan.platform.isOn = true
        let runtime: GatewayRuntime
        do {
            runtime = try GatewayRuntime(plan: plan)
            _ = try await runtime.start()
        } catch {
            throw ConfigurationFile.exit(for: error)
        }
        self.printTable(directory)
        let traffic = Task { await DemoClient(loop: group.next(), port: self.port).run(rate: self.rate) }
        let figures = Task { await self.printFigures(runtime.registry) }
        let signal = await self.first(of: signals)
        traffic.cancel()
        figures.cancel()
        await runtime.shutDown()
        for upstream in upstreams { try? await upstream.channel.close() }
        try? await group.shutdownGracefully()
        Console.message("stopped; the configuration is in \(file)" + (self.keep == nil ? " (a temporary folder)" : ""))
        if signal == nil { throw ExitCode(1) }
    }

    private func first(of signals: AsyncStream<Int32>) async -> Int32? {
        for await signal in signals { return signal }
        return nil
    }

    private func makeDirectory() throws -> String {
        let files = FileManager.default
        if let keep = self.keep {
            try files.createDirectory(atPath: keep, withIntermediateDirectories: true)
            return URL(fileURLWithPath: keep).standardizedFileURL.path
        }
        let folder = files.temporaryDirectory.appendingPathComponent(
            "watchgate-demo-\(ProcessInfo.processInfo.processIdentifier)"
        )
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    private func printTable(_ directory: String) {
        let gateway = "http://127.0.0.1:\(self.port)"
        let admin = "http://127.0.0.1:\(self.adminPort)"
        let rows = [
            ("\(gateway)/v1/orders/1001", "a fast upstream; look at X-Request-Id and RateLimit"),
            ("\(gateway)/reports/daily", "a slow upstream: 150 to 600 ms, phase `upstream` in the log"),
            ("\(gateway)/v1/payments/77", "a flaky upstream: errors, retries, ejection"),
            ("\(gateway)/nowhere", "no route: 404 as application/problem+json"),
            ("\(admin)/metrics", "what Prometheus scrapes"),
            ("\(admin)/health/ready", "whether the gateway may get traffic"),
            ("\(directory)/access.jsonl", "one ECS JSON line per request: tail -f it"),
        ]
        let width = rows.map(\.0.utf8.count).max() ?? 0
        print("Watchgate is running. Try:")
        for (place, what) in rows {
            print("  " + place + String(repeating: " ", count: width - place.utf8.count) + "  " + what)
        }
        print("Load it:  loadtest run \(gateway)/v1/orders/1001 --rate 500/s --duration 10s")
        print("Ctrl-C stops everything.")
        Console.flush()
    }

    private func printFigures(_ registry: MetricRegistry) async {
        var figures = DemoFigures()
        while !Task.isCancelled {
            let text = String(decoding: registry.render(.text004), as: UTF8.self)
            if let line = figures.line(from: text) {
                print(line)
                Console.flush()
            }
            try? await Task.sleep(for: .seconds(self.interval))
        }
    }
}
