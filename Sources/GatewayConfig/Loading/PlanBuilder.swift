import GatewayCore
import Glibc
import NIOCore

/// Makes the plan from settings without errors, and works out the defaults that depend on other things.
struct PlanBuilder {
    var settings: ConfigurationSettings
    let variables: EnvironmentReader

    mutating func build(warnings: ConfigurationDiagnostics) -> LoadedConfiguration {
        self.derive()
        var plan = GatewayPlan()
        plan.server = self.server()
        plan.admin.host = self.text("admin.host")
        plan.admin.port = self.integer("admin.port")
        plan.upstreams = self.settings.names("upstreams").map { self.upstream($0) }
        plan.rateLimits = (0..<self.settings.count("rate_limit.policies")).map { self.rateLimit($0) }
        plan.routes = (0..<self.settings.count("routes")).map { self.route($0, plan) }
        plan.logs = self.logs()
        plan.telemetry = self.telemetry()
        plan.traces = self.traces()
        plan.platform = self.platform()
        plan.stateDirectory = self.text("state_dir")
        plan.environment = self.variables.name
        let name = ConfigurationEntry(
            key: "APP_ENV",
            value: .text(self.variables.name),
            origin: self.variables.nameOrigin,
            change: .restart
        )
        let entries = self.settings.all + [name] + self.databaseEntry
        plan.hash = ConfigurationHash.text(of: entries)
        return LoadedConfiguration(plan: plan, warnings: warnings, entries: entries)
    }

    /// Says that there is a server, and nothing of it.
    private var databaseEntry: [ConfigurationEntry] {
        guard let variable = self.variables.databaseVariable else { return [] }
        let origin = ConfigurationOrigin.environment(variable)
        return [
            ConfigurationEntry(key: "DATABASE_URL", value: .text("[redacted]"), origin: origin, change: .restart)
        ]
    }

    /// Fills in the defaults that the table gives in words.
    private mutating func derive() {
        let cores = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
        self.settings.derive("server.shards", .integer(min(cores, 64)))
        if !HostText.isLoopback(self.text("server.host")) {
            self.settings.derive("server.limits.connections_per_client", .integer(256))
        }
        let state = self.variables.stateDirectory
        let stateOrigin = state.map { _ in ConfigurationOrigin.environment("STATE_DIRECTORY") }
        self.settings.derive("state_dir", .text(state ?? "./.watchgate"), origin: stateOrigin)
        let logs = self.variables.logsDirectory
        let logsOrigin = logs.map { _ in ConfigurationOrigin.environment("LOGS_DIRECTORY") }
        let folder = logs ?? self.text("state_dir")
        self.settings.derive("logs.sinks.file.path", .text("\(folder)/access.jsonl"), origin: logsOrigin)
        let runtime = self.variables.runtimeDirectory
        let runtimeOrigin = runtime.map { _ in ConfigurationOrigin.environment("RUNTIME_DIRECTORY") }
        let rings = runtime ?? self.text("state_dir")
        self.settings.derive("logs.rings.dir", .text("\(rings)/rings"), origin: runtimeOrigin)
        self.settings.derive("backup.dir", .text("\(self.text("state_dir"))/backup"), origin: stateOrigin)
        let spool = "\(self.text("state_dir"))/spool"
        self.settings.derive("logs.sinks.elasticsearch.spool", .text(spool), origin: stateOrigin)
        for index in 0..<self.settings.count("rate_limit.policies") {
            let limit = self.integer("rate_limit.policies[\(index)].limit")
            self.settings.derive("rate_limit.policies[\(index)].burst", .integer(limit))
        }
    }

    // MARK: Values that are there because the settings have no errors

    func text(_ key: String) -> String { Self.unwrap(self.settings.text(key), key) }
    func integer(_ key: String) -> Int { Self.unwrap(self.settings.integer(key), key) }
    func share(_ key: String) -> Double { Self.unwrap(self.settings.share(key), key) }
    func boolean(_ key: String) -> Bool { Self.unwrap(self.settings.boolean(key), key) }
    func texts(_ key: String) -> [String] { Self.unwrap(self.settings.texts(key), key) }
    func time(_ key: String) -> TimeAmount { .milliseconds(Int64(self.integer(key))) }

    private static func unwrap<Value>(_ value: Value?, _ key: String) -> Value {
        guard let value else { preconditionFailure("\(key) has no value and was not reported missing") }
        return value
    }

    // MARK: Parts

    private func server() -> ServerPlan {
        var server = ServerPlan()
        server.host = self.text("server.host")
        server.port = self.integer("server.port")
        server.shards = self.integer("server.shards")
        server.timeouts.head = self.time("server.timeouts.head")
        server.timeouts.bodyIdle = self.time("server.timeouts.body_idle")
        server.timeouts.bodyTotal = self.time("server.timeouts.body_total")
        server.timeouts.idle = self.time("server.timeouts.idle")
        server.timeouts.writeStall = self.time("server.timeouts.write_stall")
        server.timeouts.drain = self.time("server.timeouts.drain")
        server.limits.headBytes = self.integer("server.limits.head_bytes")
        server.limits.headerCount = self.integer("server.limits.header_count")
        server.limits.fieldBytes = self.integer("server.limits.field_bytes")
        server.limits.targetBytes = self.integer("server.limits.target_bytes")
        server.limits.bodyBytes = self.integer("server.limits.body_bytes")
        server.limits.connections = self.integer("server.limits.connections")
        server.limits.connectionsPerClient = self.settings.integer("server.limits.connections_per_client")
        server.limits.inFlight = self.integer("server.limits.in_flight")
        server.limits.memoryBytes = self.integer("server.limits.memory")
        server.trustedProxies = self.texts("server.trusted_proxies").map { text in
            do throws(Problem) {
                return try AddressText.block(text)
            } catch {
                preconditionFailure("\(text) was accepted as a block: \(error.what)")
            }
        }
        return server
    }

    private func telemetry() -> TelemetryPlan {
        var telemetry = TelemetryPlan()
        telemetry.series = self.integer("telemetry.metrics.series")
        telemetry.familySeries = self.integer("telemetry.metrics.family_series")
        telemetry.bytes = self.integer("telemetry.metrics.bytes")
        telemetry.idle = self.time("telemetry.metrics.idle")
        return telemetry
    }

    private func traces() -> TracesPlan {
        var traces = TracesPlan()
        traces.sample = self.share("telemetry.traces.sample")
        traces.slow = self.time("telemetry.traces.slow")
        traces.otlp = self.settings.text("telemetry.traces.otlp")
        traces.continuesInbound = self.text("telemetry.traces.inbound") == "continue"
        return traces
    }

    private func logs() -> LogsPlan {
        var logs = LogsPlan()
        logs.accessSinks = self.texts("logs.access.sinks").compactMap(LogsPlan.Sink.init)
        logs.appSinks = self.texts("logs.app.sinks").compactMap(LogsPlan.Sink.init)
        logs.auditSinks = self.texts("logs.audit.sinks").compactMap(LogsPlan.Sink.init)
        logs.accessSample = self.share("logs.access.sample")
        logs.accessSlow = self.time("logs.access.slow")
        logs.appLevel = self.text("logs.app.level")
        logs.privacy.clientAddress =
            PrivacyPlan.ClientAddress(rawValue: self.text("logs.privacy.client_ip")) ?? .full
        logs.privacy.headers = self.texts("logs.privacy.headers")
        logs.privacy.queryValues = self.texts("logs.privacy.query_values")
        logs.ringsDirectory = self.text("logs.rings.dir")
        logs.ringBytes = self.integer("logs.rings.bytes")
        logs.file.path = self.text("logs.sinks.file.path")
        logs.file.rotateBytes = self.integer("logs.sinks.file.rotate_bytes")
        logs.file.rotateSeconds = self.settings.integer("logs.sinks.file.rotate_time").map { $0 / 1_000 }
        logs.file.keep = self.integer("logs.sinks.file.keep")
        logs.file.compressesWithGzip = self.text("logs.sinks.file.compress") == "gzip"
        logs.journaldSendsECS = self.boolean("logs.sinks.journald.ecs")
        logs.elasticsearch = self.elasticsearch()
        return logs
    }
}
