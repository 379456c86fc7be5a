/// What went wrong with a test's own server.
package struct LoopbackError: Error, CustomStringConvertible {
    package var text: String

    package init(text: String) { self.text = text }

    package var description: String { self.text }
}
