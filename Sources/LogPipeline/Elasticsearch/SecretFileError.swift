/// Why a secret cannot be read from its file.
package struct SecretFileError: Error, Equatable, CustomStringConvertible {
    package var path: String
    package var text: String

    package var description: String { "cannot use secret file \(self.path): \(self.text)" }
}
