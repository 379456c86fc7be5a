/// Two routes of which neither is more specific, so that no rule could choose between them.
///
/// Their templates are equal but for the names of parameters, their hosts are equal, and a method is common to both.
package struct RouteConflict: Error, Equatable, CustomStringConvertible {
    /// Indices into the routes that were given; `first < second`.
    package var first: Int
    package var second: Int
    package var firstName: String
    package var secondName: String
    /// A method that both take; nil: both take any.
    package var method: String?

    package var description: String {
        let method = self.method.map { "\($0) on " } ?? ""
        return "route \"\(self.secondName)\" takes \(method)the same path and host as route \"\(self.firstName)\""
    }
}
