import GatewayCore

/// A name for what a configuration says, so that nodes can be compared.
enum ConfigurationHash {
    /// 16 hex digits over every key and its value in canonical form.
    ///
    /// Neither comments, spelling (`1000ms`), the order of mappings nor where a value comes from count; what a default
    /// takes from the machine (`server.shards`) does not count either.
    static func text(of entries: [ConfigurationEntry]) -> String {
        let lines = entries.map { entry in
            let isMachine = entry.key == "server.shards" && entry.origin == .byDefault
            return "\(entry.key)=\(isMachine ? "" : entry.value?.text ?? "")\n"
        }
        let digits = String(FNV1a.hash(lines.sorted().joined().utf8), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
