/// What one route says about a request.
package enum RouteVerdict: String, Sendable {
    case taken
    case lessSpecific = "less_specific"
    case otherPath = "other_path"
    case otherHost = "other_host"
    case otherMethod = "other_method"
}
