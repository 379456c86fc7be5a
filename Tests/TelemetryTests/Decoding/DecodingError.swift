/// Why an exposition is not valid.
struct DecodingError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
