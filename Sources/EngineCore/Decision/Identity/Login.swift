/// The names by which principals sign in: unique, compared in lower case, ASCII only so that no two look the same.
package enum Login {
    package static let length = 3...128

    /// - Throws: `invalid-parameter` that names `login`.
    package static func check(_ login: String) throws(Rejection) {
        try Input.code(login, "/login", Self.length, extra: "-_.@+")
    }

    /// The form that is stored and searched.
    package static func normalised(_ login: String) -> String { login.lowercased() }
}
