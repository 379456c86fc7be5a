import Foundation
import Synchronization
import Testing

/// A running `watchgate serve` with its upstreams, in a folder of its own.
final class GatewayProcess: Sendable {
    let setup: GatewaySetup
    let port: Int
    let adminPort: Int
    let folder: TemporaryFolder
    let process: ChildProcess
    private let isEnding = Atomic<Bool>(false)

    private init(_ setup: GatewaySetup, port: Int, adminPort: Int, folder: TemporaryFolder, process: ChildProcess) {
        self.setup = setup
        self.port = port
        self.adminPort = adminPort
        self.folder = folder
        self.process = process
    }

    deinit { self.process.kill() }

    // MARK: Starting

    /// Starts the gateway and waits until it is ready; takes other ports when somebody was faster.
    static func start(_ setup: GatewaySetup) throws -> GatewayProcess {
        for _ in 0..<5 {
            let gateway = try Self.launch(setup)
            if try gateway.waitUntilReady() { return gateway }
        }
        throw HarnessError("no free ports for a gateway")
    }

    /// Starts a gateway in the folder of one that has ended, with its logs and state.
    static func start(_ setup: GatewaySetup, after ended: GatewayProcess) throws -> GatewayProcess {
        for _ in 0..<5 {
            let gateway = try Self.launch(setup, in: ended.folder)
            if try gateway.waitUntilReady() { return gateway }
        }
        throw HarnessError("no free ports for a gateway")
    }

    private static func launch(_ setup: GatewaySetup, in used: TemporaryFolder? = nil) throws -> GatewayProcess {
        let folder = try used ?? TemporaryFolder()
        let port = try FreePort.find()
        let adminPort = try FreePort.find()
        try folder.write(setup.yaml(port: port, adminPort: adminPort, folder: folder.path), to: "watchgate.yaml")
        var command = [TestProgram.watchgate, "serve", "--config", folder.file("watchgate.yaml")]
        if let limit = setup.descriptorLimit {
            command = ["/bin/sh", "-c", "ulimit -n \(limit); exec \"$@\"", "sh"] + command
        }
        if let blocks = setup.fileBlockLimit {
            // As on a full disk: a write that would make a file larger fails.
            command = ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f \(blocks); exec \"$@\"", "sh"] + command
        }
        if setup.closesStandardDescriptors {
            command = ["/bin/sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh"] + command
        }
        let process = try ChildProcess(
            command[0],
            Array(command.dropFirst()),
            environment: setup.environment,
            output: folder.file("stdout"),
            messages: folder.file("stderr")
        )
        return GatewayProcess(setup, port: port, adminPort: adminPort, folder: folder, process: process)
    }

    /// - Returns: False when a port was taken.
    private func waitUntilReady() throws -> Bool {
        try Deadline.wait(for: "readiness; stderr: \(self.folder.read("stderr"))") {
            if let ending = self.process.poll() {
                let messages = self.folder.read("stderr")
                if messages.contains("is in use") { return false }
                throw HarnessError("the gateway ended at its start, \(ending): \(messages)")
            }
            return (try? self.isReady()) == true ? true : nil  // Nobody listens yet.
        }
    }

    // MARK: Talking to it

    func connect(receiveBytes: Int32? = nil) throws -> RawClient {
        try RawClient(port: self.port, receiveBytes: receiveBytes)
    }

    /// One request on a connection of its own.
    func get(_ path: String, _ fields: String...) throws -> RawResponse {
        let lines = fields.map { $0 + "\r\n" }.joined()
        return try self.exchange("GET \(path) HTTP/1.1\r\nHost: gateway.test\r\n\(lines)\r\n")
    }

    func exchange(_ request: String, method: String = "GET") throws -> RawResponse {
        let client = try self.connect()
        try client.send(request)
        return try client.read(to: method)
    }

    func admin(_ path: String, _ fields: String...) throws -> RawResponse {
        let client = try RawClient(port: self.adminPort)
        let lines = fields.map { $0 + "\r\n" }.joined()
        try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(lines)Connection: close\r\n\r\n")
        return try client.read()
    }

    func isReady() throws -> Bool { try self.admin("/health/ready").status == 200 }

    func scrape() throws -> Exposition { try Exposition(try self.admin("/metrics").text) }

    /// Waits until a scrape shows something.
    func scrape(until what: String, _ isGood: (Exposition) -> Bool) throws -> Exposition {
        var last = ""
        return try Deadline.wait(for: "\(what): \(last.suffix(4_000))") {
            let exposition = try self.scrape()
            last = exposition.summary
            return isGood(exposition) ? exposition : nil
        }
    }

    /// Waits until connections have been closed for a reason, each of them counted once.
    func waitForClosed(_ reason: String, count: Int = 1) throws {
        let name = "gateway_connections_closed_total"
        _ = try self.scrape(until: "\(count) closed: \(reason)") { $0.sum(name, ["reason": reason]) >= Double(count) }
        let exact = try self.scrape().sum(name, ["reason": reason])
        #expect(exact == Double(count), "closed: \(reason)")
    }

    /// Writes a new configuration; SIGHUP is the caller's.
    func write(_ setup: GatewaySetup) throws {
        let text = setup.yaml(port: self.port, adminPort: self.adminPort, folder: self.folder.path)
        try self.folder.write(text, to: "watchgate.yaml")
    }

    // MARK: Its logs

    /// All lines of the access log, rotated files first.
    func accessLines() throws -> [AccessLine] {
        let names = self.folder.names().filter { $0.hasPrefix("access-") && $0.hasSuffix(".jsonl") } + ["access.jsonl"]
        return try names.flatMap { try AccessLine.parse(self.folder.bytes($0)) }
    }

    /// Waits for lines of the access log.
    func accessLines(count: Int) throws -> [AccessLine] {
        try Deadline.wait(for: "\(count) lines in the access log, there are \((try? self.accessLines().count) ?? -1)") {
            let lines = try self.accessLines()
            return lines.count >= count ? lines : nil
        }
    }

    /// Waits for the line of one request.
    func accessLine(of requestID: String) throws -> AccessLine {
        try Deadline.wait(for: "the line of request \(requestID)") {
            try AccessLine.find("\"http.request.id\":\"\(requestID)\"", in: self.folder.bytes("access.jsonl"))
        }
    }

    var appLog: String { self.folder.read("app.jsonl") }

    // MARK: Ending

    /// SIGTERM, and how the process ended; nil when it did not.
    func terminate(within seconds: Double = 60) -> ChildProcess.Ending? {
        self.isEnding.store(true, ordering: .relaxed)
        self.process.signal(SIGTERM)
        return self.process.wait(within: seconds)
    }

    /// Says that the test itself ends the process.
    func signal(_ number: Int32) {
        if number != SIGHUP { self.isEnding.store(true, ordering: .relaxed) }
        self.process.signal(number)
    }

    /// Ends everything at once.
    ///
    /// A gateway that has ended by itself is an issue of the test that is running.
    func stop() {
        if !self.isEnding.load(ordering: .relaxed), let ending = self.process.poll() {
            Issue.record("the gateway ended by itself, \(ending): \(self.folder.read("stderr"))")
        }
        self.process.kill()
        for script in self.setup.scripts { script.stop() }
    }
}
