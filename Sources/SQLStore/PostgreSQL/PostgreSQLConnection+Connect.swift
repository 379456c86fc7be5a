import CPostgreSQL
import Glibc

/// Making a connection.
extension PostgreSQLConnection {
    /// 13: `pg_stat_progress_basebackup`, B-tree deduplication; what the schema and the runbooks were tested with.
    static let oldestVersion: CInt = 130_000

    /// Connects within the configured time.
    static func connect(_ configuration: PostgreSQLConfiguration) throws(SQLError) -> OpaquePointer {
        guard isReadable(configuration.url) else {
            throw SQLError(.cannotOpen, message: "the database's URL cannot be read")
        }
        guard let connection = start(configuration) else { throw SQLError(.outOfMemory, message: "no connection") }
        do throws(SQLError) {
            // The SQLSTATE of a refused login stands nowhere but in the message, and words depend on the server.
            PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE)
            PQsetNoticeReceiver(connection, { _, _ in }, nil)
            try finish(connection, configuration)
            PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
            if PQserverVersion(connection) < oldestVersion {
                throw SQLError(.cannotOpen, message: "PostgreSQL 13 or newer is needed")
            }
            guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
                throw .lost(connection, statement: "")
            }
        } catch {
            PQfinish(connection)
            throw error
        }
        return connection
    }

    /// libpq quotes the whole URL, password included, in what it says of one it cannot read.
    private static func isReadable(_ url: String) -> Bool {
        guard let options = PQconninfoParse(url, nil) else { return false }
        PQconninfoFree(options)
        return true
    }

    /// Later entries win: those before the URL can be changed by it, those after it cannot.
    private static func start(_ configuration: PostgreSQLConfiguration) -> OpaquePointer? {
        let answerMilliseconds = String(configuration.answerMilliseconds)
        var entries = [
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", answerMilliseconds), ("dbname", configuration.url),
            ("application_name", configuration.applicationName), ("client_encoding", "UTF8"),
        ]
        if configuration.mustWrite { entries.append(("target_session_attrs", "read-write")) }
        let names = entries.map { strdup($0.0) }
        let values = entries.map { strdup($0.1) }
        defer { for text in names + values { free(text) } }
        let namePointers = names.map { UnsafePointer($0) } + [nil]
        let valuePointers = values.map { UnsafePointer($0) } + [nil]
        return PQconnectStartParams(namePointers, valuePointers, 1)
    }

    /// Goes through the hand-shakes, until the connection stands or the time is over.
    private static func finish(
        _ connection: OpaquePointer,
        _ configuration: PostgreSQLConfiguration
    ) throws(SQLError) {
        let deadline = MonotonicClock.now + UInt64(max(1, configuration.connectSeconds)) * 1_000_000_000
        var state = PGRES_POLLING_WRITING
        while true {
            if PQstatus(connection) == CONNECTION_BAD || state == PGRES_POLLING_FAILED {
                throw Self.refusal(connection)
            }
            if state == PGRES_POLLING_OK { return }
            let events = CInt(state == PGRES_POLLING_READING ? POLLIN : POLLOUT)
            guard poll(connection, events: Int16(events), until: deadline) != 0 else {
                throw SQLError(
                    .cannotOpen,
                    message: "no connection to the database within \(configuration.connectSeconds) s"
                )
            }
            state = PQconnectPoll(connection)
        }
    }

    /// Waits until the socket is ready.
    /// - Returns: What it is ready for, 0 after the deadline.
    static func poll(_ connection: OpaquePointer, events: Int16, until deadline: UInt64) -> Int16 {
        var entry = pollfd(fd: PQsocket(connection), events: events, revents: 0)
        if entry.fd < 0 { return events }  // libpq says what happened when it is asked to go on
        while true {
            let now = MonotonicClock.now
            if now >= deadline { return 0 }
            let milliseconds = CInt(clamping: (deadline - now + 999_999) / 1_000_000)
            let count = Glibc.poll(&entry, 1, milliseconds)
            if count > 0 { return entry.revents }
            precondition(count == 0 || errno == EINTR, "poll: \(errno)")
        }
    }

    /// Reads libpq's message of a failed connection: `… failed: FATAL:  28P01`, or a failed system call's words.
    private static func refusal(_ connection: OpaquePointer) -> SQLError {
        let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        // One line for each host and try; the last is the one that decided.
        let line = text.split(separator: "\n").last { !$0.hasPrefix("\t") }.map { String($0) } ?? ""
        let state = String(line.suffix(5))
        let isState =
            state.utf8.count == 5 && line.dropLast(5).hasSuffix(":  ")
            && state.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }
        guard isState else { return SQLError(.cannotOpen, message: SQLError.withoutQuoted(line)) }
        let code = SQLError.Code(sqlState: state)
        return SQLError(code == .connectionLost ? .cannotOpen : code, sqlState: state, message: words(state))
    }

    private static func words(_ state: String) -> String {
        switch state {
        case "28P01": "the server refused the user's password"
        case "28000": "the server does not let this user in from here"
        case "3D000": "there is no such database"
        case "53300": "the server has no connection left"
        case "57P03": "the server is starting or stopping"
        default: "the server refused the connection"
        }
    }

    /// Sends the settings of the session; one round trip.
    mutating func setUp(_ configuration: PostgreSQLConfiguration) throws(SQLError) {
        var settings = configuration.settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        settings += [
            ("lock_timeout", String(configuration.lockMilliseconds)),
            ("statement_timeout", String(configuration.statementMilliseconds)),
            ("idle_in_transaction_session_timeout", String(configuration.idleInTransactionMilliseconds)),
            ("synchronous_commit", configuration.synchronousCommit),
        ]
        if let role = configuration.role { settings.append(("role", role)) }
        var values = PostgreSQLValues()
        var calls: [String] = []
        for (index, setting) in settings.enumerated() {
            values.text(setting.0)
            values.text(setting.1)
            calls.append("set_config($\(2 * index + 1), $\(2 * index + 2), false)")
        }
        let statement = PostgreSQLStatement(
            "session",
            "SELECT " + calls.joined(separator: ", "),
            values: values.types
        )
        try self.send(statement, values)
        _ = try self.sync()
    }
}
