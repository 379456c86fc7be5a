package import Logging

/// The swift-log backend: makes records of the app stream.
///
/// A value, as swift-log demands: level and metadata belong to one logger. A call below the level costs a comparison
/// (in `Logger`); one that is written costs some microseconds on the calling thread, and never waits for a sink.
package struct PipelineLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let stream: AppStream

    init(label: String, level: Logger.Level, stream: AppStream) {
        self.label = label
        self.logLevel = level
        self.stream = stream
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let site = CallSiteLimiter.Site(file: event.file, line: event.line)
        guard case .pass(let suppressed) = self.stream.admit(site, level: event.level) else { return }
        var record = AppEvent(level: event.level, message: event.message.description)
        record.logger = self.label
        record.file = Self.fileName(event.file)
        record.function = event.function
        record.line = event.line
        record.thread = GNULibrary.threadName
        record.suppressedCount = suppressed
        if let error = event.error {
            record.errorType = String(describing: type(of: error))
            record.errorMessage = String(describing: error)
        }
        record.redactTexts()
        record.take(self.mergedMetadata(event.metadata))
        self.stream.append(record)
    }

    /// The handler's own, then the provider's, then the event's: the later wins.
    private func mergedMetadata(_ event: Logger.Metadata?) -> Logger.Metadata {
        var merged = self.metadata
        if let provided = self.metadataProvider?.get() { merged.merge(provided) { $1 } }
        if let event { merged.merge(event) { $1 } }
        return merged
    }

    /// The last part of a path.
    static func fileName(_ path: String) -> String {
        path.utf8.lastIndex(of: 0x2F).map { String(path[path.index(after: $0)...]) } ?? path
    }
}
