import ArgumentParser
import Foundation
import GatewayConfig
import GatewayCore

/// `watchgate healthcheck`.
struct HealthcheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck",
        abstract:
            "Ask a running gateway whether it is ready: exit 0 when it is, 1 when not, 69 when it does not answer.",
        discussion: """
            Examples:
              watchgate healthcheck
              watchgate healthcheck --config /etc/watchgate/watchgate.yaml
            """
    )

    @Option(help: "The configuration file that names the admin listener.") var config: String?
    @Option(help: "Host and port of the admin listener.") var address: String?

    func run() async throws {
        var host = "127.0.0.1"
        var port = 9464
        if let file = self.config {
            let admin = try ConfigurationFile.load(file).plan.admin
            (host, port) = (admin.host == "0.0.0.0" ? "127.0.0.1" : admin.host, admin.port)
        }
        if let address = self.address {
            guard let colon = address.lastIndex(of: ":"), let number = Int(address[address.index(after: colon)...])
            else {
                throw ValidationError("--address takes HOST:PORT, such as 127.0.0.1:9464")
            }
            (host, port) = (String(address[..<colon]), number)
        }
        guard let answer = await ReadinessProbe(host: host, port: port).run() else {
            Console.message("\(host):\(port) does not answer; is the gateway running?")
            throw ExitCode(69)
        }
        print(answer.body)
        if answer.status != 200 { throw ExitCode(1) }
    }
}
