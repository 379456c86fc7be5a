/// The rule by which a value was kept out of a log record; counted once for each record and rule.
package enum RedactionRuleLabel: String, ClosedLabel {
    /// A query had values that are not listed.
    case queryValues = "query_values"
    /// A referrer had a query, a fragment or a user name, or belongs to a private route.
    case referrer
    /// The route is private: its template stands in place of the path.
    case privatePath = "private_path"
    /// The client's address was shortened, hashed or left out.
    case clientIP = "client_ip"
    /// The request had cookies, which are never logged.
    case headers
    /// The request had a credential, of which a fingerprint is logged.
    case credential
    /// Metadata had a key that sounds secret, or a text had a URL with a user name.
    case secret

    package var labelText: String { self.rawValue }
}
