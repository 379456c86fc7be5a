import ArgumentParser
import NIOCore
import NIOPosix

/// Turns the options of `run` into a plan; everything that is wrong with them is found here.
package enum RunPlanBuilder {
    /// The target's name has no address.
    package struct ResolveError: Error, CustomStringConvertible {
        package var host: String
        package var reason: String
        package var description: String { "dns: \(self.host) has no address: \(self.reason)" }
    }

    /// - Throws: `ValidationError` for options (exit 64), `ResolveError` for the target's name (exit 30).
    package static func plan(_ options: RunOptions) throws -> RunPlan {
        let url = try Self.checked { () throws(TargetURL.ParseError) in
            try TargetURL(options.url)
        } text: {
            $0.text
        }
        let model = try Self.model(options)
        let request = try Self.request(options, url: url)
        var settings = try Self.settings(options, model: model)
        // Looked up last: it is the only thing that does not depend on the options alone.
        let address = try Self.resolve(url)
        settings.isColocated = Self.isLocal(address)
        let cores = ProcessFigures.affinityCount()
        let atMost = if case .closed(let users) = model { users } else { settings.connectionLimit }
        settings.threads = options.threads ?? min(atMost, settings.isColocated ? max(1, cores / 2) : cores)
        guard (1...256).contains(settings.threads), settings.threads <= atMost else {
            throw ValidationError("--threads \(settings.threads): must be 1 to 256, and at most one per connection")
        }
        settings.spins = options.spin.map { $0 == .on } ?? (!settings.isColocated && settings.threads < cores)
        return RunPlan(url: url, address: address, request: request, model: model, settings: settings)
    }

    private static func model(_ options: RunOptions) throws -> LoadModel {
        if let connections = options.connections, !(1...100_000).contains(connections) {
            throw ValidationError("--connections \(connections): must be 1 to 100000")
        }
        guard let text = options.rate else { return .closed(users: options.connections ?? 64) }
        guard let rate = Rate(text) else {
            throw ValidationError("--rate \(text): write a number above zero per second or minute, 2000/s or 90/m")
        }
        return .open(rate: rate)
    }

    private static func request(_ options: RunOptions, url: TargetURL) throws -> RequestTemplate {
        var body = options.body.map { Array($0.utf8) }
        if let path = options.bodyFile {
            guard body == nil else { throw ValidationError("--body and --body-file: give one of them") }
            guard let bytes = SystemFile.bytes(path) else {
                throw ValidationError("--body-file \(path): cannot be read")
            }
            body = bytes
        }
        let (method, fields) = (options.method ?? (body == nil ? "GET" : "POST"), options.headers)
        return try Self.checked { () throws(RequestTemplate.BuildError) in
            try RequestTemplate(
                url: url,
                method: method,
                fields: fields,
                body: body,
                hasTrace: !options.noTraceparent
            )
        } text: {
            $0.text
        }
    }

    private static func settings(_ options: RunOptions, model: LoadModel) throws -> RunPlan.Settings {
        var settings = RunPlan.Settings()
        settings.warmup = try Self.duration(options.warmup, of: "--warmup", from: .zero)
        settings.timeout = try Self.duration(options.timeout, of: "--timeout", from: .milliseconds(1))
        settings.requestLimit = options.requests
        if let requests = options.requests, requests < 1 {
            throw ValidationError("--requests \(requests): must be at least 1")
        }
        if let text = options.duration {
            settings.duration = try Self.duration(text, of: "--duration", from: .milliseconds(1))
        } else if options.requests != nil {
            settings.duration = nil
        }
        settings.connectionLimit = options.connections ?? settings.connectionLimit
        guard (1...1_000_000).contains(options.inFlight) else {
            throw ValidationError("--in-flight \(options.inFlight): must be 1 to 1000000")
        }
        settings.inFlightLimit = options.inFlight
        settings.seed = options.seed
        settings.objectives = try options.slo.map { text in
            try Self.checked { () throws(ObjectiveParser.ParseError) in
                try ObjectiveParser.parse(text)
            } text: {
                "--slo " + $0.text
            }
        }
        return settings
    }

    private static func duration(_ text: String, of option: String, from least: TimeAmount) throws -> TimeAmount {
        guard let amount = DurationText.parse(text) else {
            throw ValidationError("\(option) \(text): a duration has a unit: 250ms, 10s, 2m or 1h")
        }
        guard amount >= least else {
            throw ValidationError("\(option) \(text): must be at least \(DurationText.text(least))")
        }
        return amount
    }

    private static func resolve(_ url: TargetURL) throws -> SocketAddress {
        do {
            return try SocketAddress.makeAddressResolvingHost(url.host, port: url.port)
        } catch {
            throw ResolveError(host: url.host, reason: "\(error)")
        }
    }

    /// True when the address is one of this machine's own.
    private static func isLocal(_ address: SocketAddress) -> Bool {
        guard let text = address.ipAddress else { return true }
        if text.hasPrefix("127.") || text == "::1" { return true }
        // Without the list nobody knows: then the machine counts as another one.
        let devices = (try? System.enumerateDevices()) ?? []
        return devices.contains { $0.address?.ipAddress == text }
    }

    /// Runs a step whose error is the user's doing.
    private static func checked<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value,
        text: (Failure) -> String
    ) throws -> Value {
        do {
            return try body()
        } catch {
            throw ValidationError(text(error))
        }
    }
}
