import Logging
import NIOCore
import Telemetry

/// What the parts of one sink's delivery share: who we are, how to connect, how to report.
///
/// Used by the sink's thread alone.
final class StoreAccess {
    let settings: ElasticsearchSettings
    let metrics: DeliveryMetrics
    let letters: DeadLetterFile
    let report: PipelineReport
    private var authorization: Secret<String>?
    private var reportedFileError: SecretFileError?

    init(_ settings: ElasticsearchSettings, metrics: DeliveryMetrics, report: @escaping PipelineReport) {
        self.settings = settings
        self.metrics = metrics
        self.letters = DeadLetterFile(folder: settings.deadLetterFolder, sink: .elasticsearch)
        self.report = report
        self.readCredentials()
    }

    /// Fields that say who we are.
    var fields: [(name: String, value: String)] {
        self.authorization.map { [("Authorization", $0.reveal { $0 })] } ?? []
    }

    /// Reads the credentials' file again.
    /// - Returns: Whether they changed. When the file cannot be used the old ones stay.
    @discardableResult
    func readCredentials() -> Bool {
        do throws(SecretFileError) {
            let before = self.authorization
            self.authorization = try self.settings.credentials.read()
            self.reportedFileError = nil
            return self.authorization != before
        } catch {
            if error != self.reportedFileError { self.report(.error, error.description, [("sink", "elasticsearch")]) }
            self.reportedFileError = error
            return false
        }
    }
}
