/// Recognises names whose values are secrets: keys of metadata, of the configuration, of variables.
package enum SecretName {
    /// In lower case and without `_`, `-`, `.` and blanks.
    private static let words = [
        "password", "passwd", "passphrase", "secret", "token", "authorization", "cookie", "apikey", "accesskey",
        "privatekey", "signingkey", "credential", "sessionid", "bearer", "jwt",
    ]

    /// Whether the value of such a name must not be shown; a `_file` names a file, not a secret.
    package static func isSecret(_ name: String) -> Bool {
        var letters: [UInt8] = []
        for byte in name.utf8 where ![0x2D, 0x2E, 0x5F, 0x20].contains(byte) {
            letters.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        let text = String(decoding: letters, as: UTF8.self)
        if text.hasSuffix("file") || text.hasSuffix("path") { return false }
        return ["pwd", "pin", "otp"].contains(text) || self.words.contains { text.contains($0) }
    }
}
