/// The rule by which a value was kept out of a log record.
package enum RedactionRuleLabel: String, ClosedLabel {
    case queryValues = "query_values"
    case referrer
    case privatePath = "private_path"
    case clientIP = "client_ip"
    case headers
    case credential
    case secret

    package var labelText: String { self.rawValue }
}
