/// One read of the engine, as a value; ``ReadConnection/answer(_:as:)`` is the only way to run it, and takes a scope.
package protocol EngineRead: Sendable {
    associatedtype Result: Sendable

    /// Reads within the open transaction; rows outside the scope are answered as if they were absent.
    func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Result
}
