/// The status of an answer to a request of our own, by kind; `none` without an answer.
package enum RequestCodeLabel: String, ClosedLabel {
    case success = "2xx"
    case redirect = "3xx"
    case clientError = "4xx"
    case tooMany = "429"
    case serverError = "5xx"
    case none

    package init(_ status: Int?) {
        switch status {
        case nil: self = .none
        case 429: self = .tooMany
        case .some(..<300): self = .success
        case .some(..<400): self = .redirect
        case .some(..<500): self = .clientError
        default: self = .serverError
        }
    }

    package var labelText: String { self.rawValue }
}
