import Foundation
import SQLStore

/// A folder of its own for one test, with the path of a database in it; it goes away with the value.
final class TemporaryDatabase: Sendable {
    let folder: String
    let path: String

    init() {
        let name = "sqlstore-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name).path(percentEncoded: false)
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        self.folder = folder
        self.path = folder + "/data.db"
    }

    deinit { try? FileManager.default.removeItem(atPath: self.folder) }

    var configuration: SQLiteConfiguration {
        var configuration = SQLiteConfiguration(path: self.path)
        configuration.mayCreate = true
        configuration.synchronous = .normal
        configuration.busyMilliseconds = 20
        return configuration
    }

    func connect(_ change: (inout SQLiteConfiguration) -> Void = { _ in }) throws(SQLError) -> SQLiteConnection {
        var configuration = self.configuration
        change(&configuration)
        return try SQLiteConnection(configuration)
    }

    func write(_ bytes: some Sequence<UInt8>) throws {
        try Data(bytes).write(to: URL(filePath: self.path))
    }

    func size(_ suffix: String = "") -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: self.path + suffix)
        return attributes?[.size] as? Int ?? -1
    }
}

/// The error that `body` ends with; nil if it ends well.
func failure(_ body: () throws(SQLError) -> Void) -> SQLError? {
    do throws(SQLError) {
        try body()
        return nil
    } catch {
        return error
    }
}
