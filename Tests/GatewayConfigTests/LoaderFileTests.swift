import Foundation
import GatewayConfig
import Testing

@Suite struct LoaderFileTests {
    private static func diagnostics(_ path: String) -> [ConfigurationDiagnostic] {
        switch ConfigurationLoader.load(path: path, environment: [:]) {
        case .success(let loaded): loaded.warnings.items
        case .failure(let diagnostics): diagnostics.items
        }
    }

    private static func write(_ bytes: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "watchgate-\(UUID().uuidString).yaml")
        try Data(bytes).write(to: file)
        return file.path
    }

    @Test func aMissingFileIsNamed() {
        let items = Self.diagnostics("/nowhere/watchgate.yaml")
        let expected = """
            /nowhere/watchgate.yaml: error[WG-CFG-001]: cannot be read: no such file or directory; \
            write the file, or name another one with --config
            """
        #expect(items.map { $0.text(file: "/nowhere/watchgate.yaml") } == [expected])
    }

    @Test func aFolderIsNotAFile() {
        #expect(Self.diagnostics("/tmp").map(\.code) == [.unreadableFile])
    }

    @Test func aFileThatIsNotUTF8IsRefused() throws {
        let path = try Self.write([0x61, 0x3A, 0x20, 0xFF])
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(Self.diagnostics(path).map(\.what) == ["is not UTF-8"])
    }

    @Test func anEmptyFileHoldsNothing() throws {
        let path = try Self.write([])
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(Self.diagnostics(path).map(\.code) == [.emptyFile])
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        let path = try Self.write([0xEF, 0xBB, 0xBF] + Array(Sample.minimal.utf8))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(Self.diagnostics(path).isEmpty)
    }

    @Test(arguments: [0, 1])
    func theSizeOfAFileIsLimited(excess: Int) throws {
        let padding = ConfigurationLoader.largestFile + excess - Sample.minimal.utf8.count - 1
        let path = try Self.write(Array(Sample.minimal.utf8) + [0x23] + Array(repeating: 0x20, count: padding))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(Self.diagnostics(path).map(\.what) == (excess == 0 ? [] : ["is larger than 1MiB"]))
    }
}
