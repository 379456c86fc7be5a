import Foundation
import LogPipeline
import Telemetry
import Testing

/// Files with secrets, and what is made of them.
@Suite struct SecretFileTests {
    private func file(_ text: String, mode: mode_t = 0o400) throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        try Data(text.utf8).write(to: URL(filePath: folder.file("secret")))
        chmod(folder.file("secret"), mode)
        return (folder, folder.file("secret"))
    }

    @Test(arguments: [mode_t(0o400), 0o440]) func aSecretIsOneLine(mode: mode_t) throws {
        let (folder, path) = try self.file("s3cr3t\n", mode: mode)
        defer { withExtendedLifetime(folder) {} }
        #expect(try SecretFile.read(path).reveal { $0 } == "s3cr3t")
        let basic = try StoreCredentials.password(user: "writer", file: path).read()
        #expect(basic?.reveal { $0 } == "Basic d3JpdGVyOnMzY3IzdA==")
        #expect(try StoreCredentials.apiKey(file: path).read()?.reveal { $0 } == "ApiKey s3cr3t")
    }

    @Test(arguments: [mode_t(0o600), 0o644, 0o444, 0o640, 0o000, 0o4400])
    func aFileThatOthersMayUseIsRefused(mode: mode_t) throws {
        let (folder, path) = try self.file("s3cr3t", mode: mode)
        defer { withExtendedLifetime(folder) {} }
        let error = #expect(throws: SecretFileError.self) { try SecretFile.read(path) }
        #expect(error?.text.contains("chmod") == true || error?.text == "Permission denied")
    }

    @Test(arguments: ["", "\n", "two\nlines\n", "a b", "\u{e9}", String(repeating: "x", count: 4097)])
    func whatIsNoSecretIsRefused(text: String) throws {
        let (folder, path) = try self.file(text)
        defer { withExtendedLifetime(folder) {} }
        let error = #expect(throws: SecretFileError.self) { try SecretFile.read(path) }
        #expect(error?.description.contains("two") != true)
    }

    @Test func theLongestSecretIsRead() throws {
        let (folder, path) = try self.file(String(repeating: "x", count: 4096))
        defer { withExtendedLifetime(folder) {} }
        #expect(try SecretFile.read(path).byteCount == 4096)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64IsThatOfTheStandard(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
    }
}
