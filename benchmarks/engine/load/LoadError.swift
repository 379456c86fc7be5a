/// Why no load could be made.
struct LoadError: Error, CustomStringConvertible {
    var text: String

    var description: String { self.text }
}
