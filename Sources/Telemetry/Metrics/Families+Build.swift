/// What runs: the build and its configuration.
extension Families {
    package static let gatewayBuildInfo = InfoFamily(
        "gateway_build_info",
        labels: ["version", "revision", "swift_version"],
        help: "The running build."
    )
    package static let gatewayConfigInfo = InfoFamily(
        "gateway_config_info",
        labels: ["hash"],
        help: "The applied configuration."
    )
    package static let gatewayConfigReloads = CounterFamily(
        "gateway_config_reloads_total",
        labels: [.closed("result", ReloadLabel.self)],
        help: "Reloads of the configuration, by result."
    )
    package static let gatewayConfigLastReloadSuccessful = GaugeFamily(
        "gateway_config_last_reload_successful",
        help: "Whether the last reload was applied."
    )
    package static let gatewayConfigLastReloadSuccessTimestamp = GaugeFamily(
        "gateway_config_last_reload_success_timestamp_seconds",
        unit: .seconds,
        help: "When a configuration was last applied, seconds since 1970."
    )

    static let build: [FamilyDescriptor] = [
        gatewayBuildInfo.descriptor, gatewayConfigInfo.descriptor, gatewayConfigReloads.descriptor,
        gatewayConfigLastReloadSuccessful.descriptor, gatewayConfigLastReloadSuccessTimestamp.descriptor,
    ]
}
