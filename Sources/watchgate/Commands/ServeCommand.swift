import ArgumentParser
import Foundation
import GatewayConfig
import GatewayCore

/// `watchgate serve`.
struct ServeCommand: AsyncParsableCommand {
    /// The value of `--telemetry`.
    enum Switch: String, ExpressibleByArgument, CaseIterable { case on, off }

    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the gateway.",
        discussion: """
            Examples:
              watchgate serve --config watchgate.yaml
              API_PORT=8081 watchgate serve --config watchgate.yaml

            SIGHUP validates the file and swaps the configuration; SIGTERM drains and exits 0.
            """
    )

    @Option(help: "The configuration file.") var config = "watchgate.yaml"
    @Option(help: "`off` measures what telemetry costs; for ./scripts/bench only.") var telemetry = Switch.on

    func run() async throws {
        let (signals, finish) = SignalSource.stream([SIGTERM, SIGINT, SIGHUP])
        let loaded = try ConfigurationFile.load(self.config)
        let runtime: GatewayRuntime
        do {
            runtime = try GatewayRuntime(plan: loaded.plan, recordsTelemetry: self.telemetry == .on)
            runtime.adoptLibraries()
            _ = try await runtime.start()
        } catch {
            throw ConfigurationFile.exit(for: error)
        }
        var shutdown: Task<Void, Never>?
        for await signal in signals {
            switch signal {
            case SIGHUP where shutdown == nil: await self.reload(runtime)
            case SIGHUP: break
            // Whoever signals twice does not want to wait.
            case _ where shutdown != nil: _exit(128 + signal)
            default:
                shutdown = Task {
                    await runtime.shutDown()
                    finish()
                }
            }
        }
        await shutdown?.value
    }

    private func reload(_ runtime: GatewayRuntime) async {
        switch ConfigurationFile.read(self.config) {
        case .success(let loaded):
            do { try await runtime.apply(loaded.plan) } catch { await runtime.reloadRejected("\(error)") }
        case .failure(let diagnostics):
            await runtime.reloadRejected(diagnostics.errors.first.map { "\($0.key): \($0.what)" } ?? "not readable")
        }
    }
}
