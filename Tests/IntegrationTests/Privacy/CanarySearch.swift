import Foundation
import Testing

/// Everything a gateway has written and said, and a search through it.
struct CanarySearch {
    private(set) var places: [String: Data] = [:]

    mutating func add(_ place: String, _ bytes: some Sequence<UInt8>) { self.places[place] = Data(bytes) }

    /// All files below a folder; compressed ones are unpacked.
    /// - Parameters:
    ///   - folder: Its path.
    ///   - names: What is left out, without folders.
    ///   - prefix: Stands before the names of the places.
    /// - Throws: When a compressed file cannot be unpacked.
    mutating func add(folder: String, without names: Set<String>, prefix: String = "") throws {
        let files = try #require(FileManager.default.enumerator(atPath: folder))
        for case let name as String in files where !names.contains(name) {
            let path = "\(folder)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            self.add(
                prefix + name,
                name.hasSuffix(".gz") ? try Self.unpack(path) : FileManager.default.contents(atPath: path) ?? Data()
            )
        }
    }

    /// - Returns: The places that hold a text, sorted.
    func find(_ text: String) -> [String] {
        self.places.filter { $0.value.range(of: Data(text.utf8)) != nil }.keys.sorted()
    }

    /// - Returns: `kind in place` for every canary that was found.
    func find(_ canaries: [Canary]) -> [String] {
        canaries.flatMap { canary in
            Set(canary.spellings.flatMap { self.find($0) }).sorted().map { "\(canary.kind) in \($0)" }
        }
    }

    private static func unpack(_ path: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }
}
