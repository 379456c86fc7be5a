package import SQLStore

extension EngineError {
    /// A database that cannot be opened.
    ///
    /// - Parameters:
    ///   - error: What the database said.
    ///   - place: The file, or host and database; never a URL with a password.
    package init(_ error: SQLError, at place: String) {
        switch error.code {
        case .busy: self.init(.databaseInUse, cause: error.message)
        default: self.init(.databaseUnavailable, cause: "\(place): \(error.message)")
        }
    }
}
