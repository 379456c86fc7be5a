import CoreMetrics
import Logging

extension GatewayRuntime {
    /// Takes in what libraries measure through swift-metrics and log through swift-log: from here on it lands in the
    /// registry and in the app stream.
    ///
    /// Once per process: both systems trap the second time.
    func adoptLibraries() {
        MetricsSystem.bootstrap(RegistryMetricsFactory(self.registry))
        LoggingSystem.bootstrap(self.logHandlerFactory)
    }
}
