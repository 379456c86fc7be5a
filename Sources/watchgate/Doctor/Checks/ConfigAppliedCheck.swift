/// Whether the running gateway has the configuration that lies in the file.
package enum ConfigAppliedCheck {
    /// The hash is that of the configuration as it would be loaded now.
    package static func evaluate(_ figures: GatewayFigures, fileHash: String) -> Finding {
        if figures.value("gateway_config_last_reload_successful") == 0 {
            return .failed(
                .configApplied,
                "the last reload was rejected and the configuration before it is still in force",
                fix: "Run watchgate check on the file, mend what it names, and send SIGHUP again."
            )
        }
        let running = figures.last.all("gateway_config_info").first { $0.value == 1 }?.labels["hash"]
        if running == fileHash { return .ok(.configApplied, "the configuration in the file is in force") }
        return .warning(
            .configApplied,
            "the gateway runs configuration \(running ?? "unknown"), the file or the environment gives \(fileHash)",
            fix: "Send SIGHUP to the gateway, or restart it for keys that change only with a restart."
        )
    }
}
