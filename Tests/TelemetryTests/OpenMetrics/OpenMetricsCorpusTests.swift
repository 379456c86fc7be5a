import Foundation
import Testing

/// The parser corpus of the OpenMetrics project, where a copy lies beside: it is not part of this repository.
///
/// `WATCHGATE_OPENMETRICS_CORPUS` names the folder; each case in it has the files `metrics` and `test.yml`.
@Suite struct OpenMetricsCorpusTests {
    private static let folder = ProcessInfo.processInfo.environment["WATCHGATE_OPENMETRICS_CORPUS"]

    @Test(.enabled(if: folder != nil, "set WATCHGATE_OPENMETRICS_CORPUS to the folder of the corpus"))
    func theReaderAgreesOnEveryCase() throws {
        let folder = URL(filePath: try #require(Self.folder))
        let cases = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var count = 0
        for name in cases {
            let text = try String(contentsOf: folder.appending(path: "\(name)/metrics"), encoding: .utf8)
            let sheet = try String(contentsOf: folder.appending(path: "\(name)/test.yml"), encoding: .utf8)
            let reading = Result { try OpenMetricsReader.read(text) }
            let isRead = if case .success = reading { true } else { false }
            #expect(isRead == sheet.contains("shouldParse: true"), "\(name): \(reading)\n\(text)")
            count += 1
        }
        print("cases of the corpus: \(count)")
    }
}
