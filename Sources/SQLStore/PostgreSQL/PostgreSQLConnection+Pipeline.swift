import CPostgreSQL
import Glibc

/// Sending statements and reading their answers.
extension PostgreSQLConnection {
    /// Sends a statement without parameters; see the other one.
    package mutating func send(_ statement: PostgreSQLStatement) throws(SQLError) {
        try self.send(statement, PostgreSQLValues(), ArrayColumns())
    }

    /// Sends a statement with single values only; see the other one.
    package mutating func send(
        _ statement: PostgreSQLStatement,
        _ values: borrowing PostgreSQLValues
    ) throws(SQLError) {
        try self.send(statement, values, ArrayColumns())
    }

    /// Sends a statement with arrays only; see the other one.
    package mutating func send(
        _ statement: PostgreSQLStatement,
        columns: borrowing ArrayColumns
    ) throws(SQLError) {
        try self.send(statement, PostgreSQLValues(), columns)
    }

    /// Hands a statement to libpq, which copies its parameters; it may be on its way before `sync`.
    ///
    /// Never waits: what the socket does not take stays in libpq's buffer until `sync`.
    /// - Parameters:
    ///   - statement: Is prepared first when this connection has not seen its name.
    ///   - values: Its first parameters.
    ///   - columns: The parameters after them.
    /// - Throws: `misuse` for a value that PostgreSQL does not store, and nothing is sent; `connectionLost`.
    package mutating func send(
        _ statement: PostgreSQLStatement,
        _ values: borrowing PostgreSQLValues,
        _ columns: borrowing ArrayColumns
    ) throws(SQLError) {
        try self.queue(statement, values, columns, isKept: true)
    }

    mutating func queue(
        _ statement: PostgreSQLStatement,
        _ values: borrowing PostgreSQLValues,
        _ columns: borrowing ArrayColumns,
        isKept: Bool
    ) throws(SQLError) {
        if self.isBroken { throw SQLError(.connectionLost, message: "it was lost before", statement: statement.name) }
        if var error = values.failure ?? columns.refusal {
            error.statement = statement.name
            throw error
        }
        let types = (0..<values.types.count).map { values.types[$0].oid } + columns.types.map(\.arrayOid)
        precondition(types == statement.parameterTypes, "parameters of \(statement.name)")
        try self.prepare(statement)
        guard self.sendPrepared(statement, values, columns) else { throw self.lose(statement.name) }
        self.expected.append(.answer(to: statement.name, statement.role, isKept: isKept))
        if statement.role == .commit { self.commitWasSent = true }
    }

    private mutating func prepare(_ statement: PostgreSQLStatement) throws(SQLError) {
        if let known = self.prepared[statement.name] {
            precondition(known == statement.text, "two statements named \(statement.name)")
            return
        }
        let count = CInt(statement.parameterTypes.count)
        guard PQsendPrepare(self.connection, statement.name, statement.text, count, statement.parameterTypes) == 1
        else { throw self.lose(statement.name) }
        self.prepared[statement.name] = statement.text
        self.expected.append(.preparation(of: statement.name))
    }

    private func sendPrepared(
        _ statement: PostgreSQLStatement,
        _ values: borrowing PostgreSQLValues,
        _ columns: borrowing ArrayColumns
    ) -> Bool {
        let count = statement.parameterTypes.count
        var pointers: [UnsafePointer<CChar>?] = []
        var lengths: [CInt] = []
        pointers.reserveCapacity(count)
        lengths.reserveCapacity(count)
        for index in 0..<statement.valueCount {
            pointers.append(values.pointer(index))
            lengths.append(CInt(max(0, values.places[index].length)))
        }
        for index in 0..<count - statement.valueCount {
            let array = columns.array(index)
            pointers.append(array.baseAddress?.assumingMemoryBound(to: CChar.self))
            lengths.append(CInt(array.count))
        }
        let formats = [CInt](repeating: 1, count: count)
        return PQsendQueryPrepared(self.connection, statement.name, CInt(count), pointers, lengths, formats, 1) == 1
    }

    /// Ends the trip: sends what is left and waits for all answers.
    /// - Returns: One answer for each statement that was sent since the last call.
    /// - Throws: The first statement's error; those after it were not executed, and an open transaction has failed:
    ///   `rollback`. With `connectionLost`, `isBroken` is set and `commitWasSent` says whether its end is unknown.
    package mutating func sync() throws(SQLError) -> PostgreSQLResults {
        if self.isBroken { throw SQLError(.connectionLost, message: "it was lost before") }
        guard PQpipelineSync(self.connection) == 1 else { throw self.lose("sync") }
        let deadline = MonotonicClock.now + UInt64(self.answerMilliseconds) * 1_000_000
        var trip = PostgreSQLTrip(expected: self.expected)
        self.expected.removeAll(keepingCapacity: true)
        while !trip.isOver {
            guard self.waitForAnswer(until: deadline) else {
                trip.abandoned(SQLError(.connectionLost, message: "no answer within \(self.answerMilliseconds) ms"))
                break
            }
            trip.resultReceived(PQgetResult(self.connection), self.connection)
        }
        return try self.end(&trip)
    }

    /// Takes over what the trip has found out.
    private mutating func end(_ trip: inout PostgreSQLTrip) throws(SQLError) -> PostgreSQLResults {
        for name in trip.unprepared { self.prepared[name] = nil }
        let wasCancelled = self.cancel.takeRequest()
        if !trip.isOver || PQstatus(self.connection) == CONNECTION_BAD { self.isBroken = true }
        if !self.isBroken || trip.commitIsSettled { self.commitWasSent = false }
        guard var error = trip.failure else {
            if self.isBroken { throw .lost(self.connection, statement: "sync") }
            return PostgreSQLResults(trip.takeResults())
        }
        if error.sqlState == "57014", wasCancelled { error.code = .interrupted }
        throw error
    }

    /// Sends what libpq still holds and reads until the next result is complete.
    ///
    /// Both at once: a server whose answers nobody reads stops reading too.
    /// - Returns: False after the deadline.
    private func waitForAnswer(until deadline: UInt64) -> Bool {
        while PQisBusy(self.connection) != 0 {
            let unsent = PQflush(self.connection)
            let events = Int16(unsent == 1 ? POLLIN | POLLOUT : POLLIN)
            let ready = Self.poll(self.connection, events: events, until: deadline)
            if ready == 0 { return false }
            // On failure PQgetResult first gives what arrived before, as the server's reason, then says so itself.
            if ready & ~Int16(POLLOUT) != 0, PQconsumeInput(self.connection) == 0 { return true }
        }
        return true
    }

    private mutating func lose(_ statement: String) -> SQLError {
        self.isBroken = true
        return .lost(self.connection, statement: statement)
    }
}
