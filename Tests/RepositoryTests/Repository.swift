import Foundation

/// The tree these tests read: the folder that holds Package.swift.
enum Repository {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file's text, by its path from the root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: Self.root.appending(path: path).path)
    }

    static func isExecutable(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: Self.root.appending(path: path).path)
    }

    /// The files below a folder, sorted; hidden ones are left out.
    /// - Parameters:
    ///   - folder: A path from the root; empty for the whole tree.
    ///   - suffix: How the names end.
    /// - Returns: Paths from the root.
    static func files(under folder: String, suffix: String = "") -> [String] {
        var found: [String] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: folder).path)) ?? []
        for name in names where !name.hasPrefix(".") {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: Self.root.appending(path: path).path, isDirectory: &isFolder)
            if isFolder.boolValue {
                found += Self.files(under: path, suffix: suffix)
            } else if name.hasSuffix(suffix) {
                found.append(path)
            }
        }
        return found.sorted()
    }

    /// The folders of Sources, and the load tester's.
    static func modules() -> [String] {
        let paths = Self.files(under: "Sources").compactMap { path in path.split(separator: "/").dropFirst().first }
        return Array(Set(paths.map(String.init))).sorted() + ["loadtest"]
    }

    /// The Swift files of a module.
    static func sources(of module: String) -> [String] {
        Self.files(under: module == "loadtest" ? "loadtest" : "Sources/\(module)", suffix: ".swift")
    }
}
