/// What a route table says about a request.
package enum RouteMatch: Sendable, Equatable {
    /// Index into the plan's routes.
    case route(Int)
    /// Routes take this host and path, but none of them this method: 405. Index into `RouteTable.allowTexts`.
    case methodNotAllowed(allow: Int)
    case notFound
}
