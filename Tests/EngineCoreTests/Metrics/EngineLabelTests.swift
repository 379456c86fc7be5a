import EngineCore
import Foundation
import Telemetry
import Testing

/// The closed labels of Telemetry, which cannot see EngineCore, against what EngineCore declares.
@Suite struct EngineLabelTests {
    @Test func everyKindOfCommandIsALabel() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../Sources/EngineCore/Decision"
        )
        var kinds: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".swift") {
            let source = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            for match in source.matches(of: /static let kind = "(\w+)"/) { kinds.insert(String(match.1)) }
        }
        #expect(!kinds.isEmpty)
        #expect(kinds == Set(EngineCommandLabel.allCases.map(\.labelText)))
    }

    @Test func everyRejectionIsALabel() {
        let codes = Set(Rejection.Code.allCases.map(\.rawValue))
        #expect(codes == Set(EngineRejectionLabel.allCases.map(\.labelText)))
    }

    @Test func everyPlatformAccountIsALabel() {
        let names = Set(AccountKind.allCases.filter(\.isPlatform).map(\.name))
        #expect(names == Set(EngineAccountLabel.allCases.map(\.labelText)))
    }
}
