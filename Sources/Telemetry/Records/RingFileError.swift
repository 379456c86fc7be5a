/// Why a ring's file cannot be used.
package struct RingFileError: Error, Equatable {
    package enum Code: Sendable {
        /// It cannot be made or opened.
        case notOpened
        /// The file system has no room for all of it: an access to the mapping could end the process.
        case noRoom
        case notMapped
        /// It is no ring of this version, or its first page is damaged.
        case notARing
    }

    package var code: Code
    package var path: String
    /// The system's error number; 0 when there is none.
    package var errorNumber: Int32

    package init(code: Code, path: String, errorNumber: Int32 = 0) {
        self.code = code
        self.path = path
        self.errorNumber = errorNumber
    }
}
