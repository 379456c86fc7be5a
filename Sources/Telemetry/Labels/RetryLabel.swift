/// Why records are sent to their store again.
package enum RetryLabel: String, ClosedLabel {
    case http429 = "http_429"
    case http5xx = "http_5xx"
    case timeout
    case connection
    case badResponse = "bad_response"
    case tooLarge = "too_large"
    case item429 = "item_429"
    case item5xx = "item_5xx"
    case item403 = "item_403"

    package var labelText: String { self.rawValue }
}
