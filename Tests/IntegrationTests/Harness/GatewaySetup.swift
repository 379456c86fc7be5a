/// What a gateway is started with.
///
/// Ports, folders and logs are the harness's; the rest is YAML as a test writes it.
struct GatewaySetup: Sendable {
    /// An upstream of the configuration.
    struct Upstream: Sendable {
        var name: String
        var ports: [Int]
        /// More keys, in flow style: `timeouts: { connect: 300ms }, health: { path: / }`.
        var keys = ""

        var yaml: String {
            let targets = self.ports.map { "\"127.0.0.1:\($0)\"" }.joined(separator: ", ")
            return "  \(self.name): { targets: [\(targets)]\(self.keys.isEmpty ? "" : ", \(self.keys)") }\n"
        }
    }

    /// The upstreams themselves, kept alive as long as the gateway.
    var scripts: [ScriptedUpstream] = []
    var upstreams: [Upstream] = []
    /// Flow-style maps: `{ name: all, match: { path: "/*" }, upstream: a }`.
    var routes: [String] = []
    var shards = 1
    /// `head: 1s, idle: 2s`.
    var timeouts = ""
    /// `body_bytes: 1KiB`.
    var limits = ""
    /// More keys of `server`, flow style.
    var server = ""
    /// `{ name: tight, key: [client], limit: 1, per: 60s, burst: 1 }`.
    var policies: [String] = []
    var rotateBytes = "256MiB"
    /// `ulimit -n` of the process; nil: ours.
    var descriptorLimit: Int?
    /// `ulimit -f` of the process, in blocks of 512 bytes.
    var fileBlockLimit: Int?
    /// The access log; empty: in the folder.
    var accessPath = ""
    /// Where the app log goes: `file` or `stdout`.
    var appSink = "file"
    /// Keys of the `elasticsearch` sink, flow style; empty: no such sink.
    var elasticsearch = ""
    /// `, sample: 10%, slow: 1s`: more keys of `logs.access`.
    var access = ""
    /// Where the access log goes: `file` or `file, stdout`.
    var accessSink = "file"
    /// What is done to rotated files: `none` or `gzip`.
    var compress = "none"
    /// More keys of `logs`, flow style: `privacy: { client_ip: net }`.
    var logs: [String] = []
    /// More variables of the process.
    var environment: [String: String] = [:]
    /// `metrics: { idle: 2s }`: keys of `telemetry`.
    var telemetry = ""
    /// Keys of `telemetry.traces`, flow style.
    var traces = ""
    /// The process begins without descriptors 0 to 2.
    var closesStandardDescriptors = false

    /// One upstream for every path.
    static func proxy(_ upstream: ScriptedUpstream, _ keys: String = "") -> GatewaySetup {
        var setup = GatewaySetup()
        setup.scripts = [upstream]
        setup.upstreams = [Upstream(name: "a", ports: [upstream.port], keys: keys)]
        setup.routes = [#"{ name: all, match: { path: "/*" }, upstream: a }"#]
        return setup
    }

    /// One upstream at a port where something else than a scripted upstream is, or nothing.
    static func proxy(toPort port: Int, _ keys: String = "") -> GatewaySetup {
        var setup = GatewaySetup()
        setup.upstreams = [Upstream(name: "a", ports: [port], keys: keys)]
        setup.routes = [#"{ name: all, match: { path: "/*" }, upstream: a }"#]
        return setup
    }

    /// The whole file; the folder is for logs and state.
    func yaml(port: Int, adminPort: Int, folder: String) -> String {
        var text = "server:\n  host: 127.0.0.1\n  port: \(port)\n  shards: \(self.shards)\n"
        if !self.timeouts.isEmpty { text += "  timeouts: { \(self.timeouts) }\n" }
        if !self.limits.isEmpty { text += "  limits: { \(self.limits) }\n" }
        if !self.server.isEmpty { text += "  \(self.server)\n" }
        text += "admin:\n  host: 127.0.0.1\n  port: \(adminPort)\nstate_dir: \"\(folder)/state\"\n"
        if !self.upstreams.isEmpty { text += "upstreams:\n" + self.upstreams.map(\.yaml).joined() }
        if !self.policies.isEmpty {
            text += "rate_limit:\n  policies:\n" + self.policies.map { "    - \($0)\n" }.joined()
        }
        if !self.routes.isEmpty { text += "routes:\n" + self.routes.map { "  - \($0)\n" }.joined() }
        let traces = self.traces.isEmpty ? [] : ["traces: { \(self.traces) }"]
        let telemetry = (self.telemetry.isEmpty ? [] : [self.telemetry]) + traces
        if !telemetry.isEmpty { text += "telemetry: { \(telemetry.joined(separator: ", ")) }\n" }
        let sinks = self.elasticsearch.isEmpty ? self.accessSink : "\(self.accessSink), elasticsearch"
        text += "logs:\n  access: { sinks: [\(sinks)]\(self.access) }\n  app: { sinks: [\(self.appSink)] }\n"
        text += self.logs.map { "  \($0)\n" }.joined() + "  sinks:\n"
        let path = "\"\(self.accessPath.isEmpty ? "\(folder)/access.jsonl" : self.accessPath)\""
        let keys = "path: \(path), rotate_bytes: \(self.rotateBytes), keep: 1000, compress: \(self.compress)"
        text += "    file: { \(keys) }\n"
        if !self.elasticsearch.isEmpty { text += "    elasticsearch: { \(self.elasticsearch) }\n" }
        return text
    }
}
