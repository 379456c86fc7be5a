/// Hides contact data from those who must only recognise it.
enum Masked {
    /// The first character of each part around the `@`, then `***`: `alice@example.com` is `a***@e***`.
    static func contact(_ login: String) -> String {
        login.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.prefix(1) + "***" }
            .joined(separator: "@")
    }
}
