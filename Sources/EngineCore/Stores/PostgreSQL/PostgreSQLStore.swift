package import SQLStore

/// The engine's rows in PostgreSQL 13 or newer: one connection, three round trips for each batch.
///
/// Rows are locked in one order by every gateway, and whoever writes holds the chain head, so batches of several
/// gateways follow one another without deadlocks (engine.md section 7).
package struct PostgreSQLStore: EngineStore, ~Copyable {
    private var connection: PostgreSQLConnection?
    private let configuration: PostgreSQLConfiguration

    /// - Parameter configuration: `role`, `mustWrite` and the planner's settings are set here.
    /// - Throws: `unavailable` if the server cannot be reached or refuses.
    package init(_ configuration: PostgreSQLConfiguration) throws(StoreError) {
        var configuration = configuration
        configuration.role = "wg_engine"
        configuration.mustWrite = true
        // Each statement joins an array with a table by its index. Plans are made when tables are empty, where a scan
        // looks cheaper, and kept.
        for name in ["enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"] {
            configuration.settings[name] = "off"
        }
        configuration.settings["plan_cache_mode"] = "force_generic_plan"
        self.configuration = configuration
        try self.connect()
    }

    private mutating func connect() throws(StoreError) {
        if self.connection != nil { return }
        do throws(SQLError) {
            self.connection = try PostgreSQLConnection.open(self.configuration)
        } catch {
            throw StoreError(error)
        }
    }

    package mutating func open(_ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        try self.connect()
        do throws(SQLError) {
            try Self.load(needs, on: &self.connection!, into: &set)
        } catch {
            throw StoreError(error)
        }
    }

    package mutating func lock(_ refs: [AccountRef], _ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        do throws(SQLError) {
            try Self.lock(refs, needs, on: &self.connection!, into: &set)
        } catch {
            throw StoreError(error)
        }
    }

    package mutating func commit(_ set: borrowing WorkingSet) throws(StoreError) {
        guard set.hasWrites else { return self.abandon() }
        do throws(SQLError) {
            try PostgreSQLWrites.send(set, on: &self.connection!)
            try self.connection!.send(.commit)
            _ = try self.connection!.sync()
        } catch {
            let commitWasSent = self.connection?.commitWasSent ?? false
            throw StoreError(error, commitWasSent: commitWasSent)
        }
    }

    /// Rolls back; a connection that is lost, or on a server that only reads by now, is made anew by the next `open`.
    package mutating func abandon() {
        if self.connection == nil { return }
        do throws(SQLError) {
            try self.connection!.rollback()
        } catch {
            self.connection = nil  // the server rolls back when it notices
        }
        if self.connection?.isBroken == true { self.connection = nil }
    }
}
