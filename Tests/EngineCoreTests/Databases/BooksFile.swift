import EngineCore
import SQLStore

/// The books in a SQLite file, made once; every test gets a copy.
struct BooksFile: Sendable {
    static let shared = Result { try BooksFile() }

    let original: SQLiteFile
    let ids: BooksIDs

    private init() throws {
        let books = Books()
        self.original = SQLiteFile()
        self.ids = BooksIDs(books)
        var connection = try self.original.open()
        try connection.fill(books)
    }

    func copy() throws -> SQLiteFile { try SQLiteFile(copying: self.original) }
}
