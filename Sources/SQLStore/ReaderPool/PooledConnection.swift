/// A connection that a pool lends to one job after the other.
package protocol PooledConnection: ~Copyable, SendableMetatype {
    /// Whether it ended, so that the pool makes a new one.
    var isBroken: Bool { get }
    /// Ends what a job left open; its answer is on its way already.
    /// - Throws: Whatever makes the connection unfit for another job: the pool then makes a new one.
    mutating func endRead() throws(SQLError)
}

extension PostgreSQLConnection: PooledConnection {
    package mutating func endRead() throws(SQLError) { try self.rollback() }
}
