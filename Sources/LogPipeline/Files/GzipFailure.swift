/// Why a file was not compressed.
struct GzipFailure: Error {
    var text: String
}
