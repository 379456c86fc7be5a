package import Telemetry

/// Who we are for a store: read from files, so that no secret stands in the configuration.
package enum StoreCredentials: Sendable, Equatable {
    case none
    case password(user: String, file: String)
    /// The key as Elasticsearch gives it encoded: `id:key` in Base64.
    case apiKey(file: String)

    /// Reads the file and makes the value of `Authorization`; nil for `none`.
    ///
    /// - Throws: Which file is wrong and what to do.
    package func read() throws(SecretFileError) -> Secret<String>? {
        switch self {
        case .none: return nil
        case .apiKey(let file):
            let key = try SecretFile.read(file)
            return Secret(key.reveal { "ApiKey " + $0 })
        case .password(let user, let file):
            let password = try SecretFile.read(file)
            return Secret(password.reveal { "Basic " + Base64.encode(Array("\(user):\($0)".utf8)) })
        }
    }
}
