/// Why a server for tests did not come up.
package struct PostgreSQLServerError: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
