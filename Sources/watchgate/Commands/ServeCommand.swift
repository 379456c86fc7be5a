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
        let signals = SignalSource.stream([SIGTERM, SIGINT, SIGHUP])
        let loaded = try ConfigurationFile.load(self.config)
        let runtime: GatewayRuntime
        do {
            runtime = try GatewayRuntime(plan: loaded.plan, recordsTelemetry: self.telemetry == .on)
            _ = try await runtime.start()
        } catch {
            throw ConfigurationFile.exit(for: error)
        }
        for await signal in signals {
            if signal == SIGHUP {
                await self.reload(runtime)
                continue
            }
            self.exitOnSecondSignal()
            await runtime.shutDown()
            return
        }
    }

    private func reload(_ runtime: GatewayRuntime) async {
        switch ConfigurationFile.read(self.config) {
        case .success(let loaded):
            do { try await runtime.apply(loaded.plan) } catch { runtime.reloadRejected("\(error)") }
        case .failure(let diagnostics): runtime.reloadRejected(diagnostics.errors.first.map { "\($0.key): \($0.what)" } ?? "not readable")
        }
    }

    /// Whoever signals twice does not want to wait.
    private func exitOnSecondSignal() {
        for number in [SIGTERM, SIGINT] {
            signal(number) { number in _exit(128 + number) }
        }
    }
}
