import Foundation
import Testing

/// `watchgate demo`: everything in one process, gone with it.
@Suite(.blocking) struct DemoTests {
    @Test func theDemoShowsItselfAndStops() throws {
        let folder = try TemporaryFolder()
        let port = try FreePort.find()
        let adminPort = try FreePort.find()
        let process = try ChildProcess(
            TestProgram.watchgate,
            [
                "demo", "--port", "\(port)", "--admin-port", "\(adminPort)", "--interval", "1", "--rate", "100",
                "--keep", folder.file("demo"),
            ],
            output: folder.file("stdout"),
            messages: folder.file("stderr")
        )
        defer { process.kill() }
        let gateway = "http://127.0.0.1:\(port)"
        for place in [
            "\(gateway)/v1/orders/1001", "\(gateway)/reports/daily", "\(gateway)/v1/payments/77",
            "http://127.0.0.1:\(adminPort)/metrics", folder.file("demo/access.jsonl"), "Ctrl-C stops everything.",
        ] {
            try Deadline.wait(for: "\(place); stderr: \(folder.read("stderr"))") {
                folder.read("stdout").contains(place) ? () : nil
            }
        }
        #expect(try RawClient(port: port).get("/v1/orders/1001").status == 200)
        #expect(try RawClient(port: port).get("/reports/daily").status == 200)
        #expect(try RawClient(port: port).get("/nowhere").problem().code == "client_no_route")
        #expect(try RawClient(port: adminPort).get("/health/ready").status == 200)
        // The generator is at work, and a line of figures says so.
        try Deadline.wait(for: "a line of figures: \(folder.read("stdout"))") {
            folder.read("stdout").contains(/\d+\.\d requests\/s, \d+\.\d % not answered well, mean \d+\.\d ms/)
                ? () : nil
        }
        let scrape = try Exposition(try RawClient(port: adminPort).get("/metrics").text)
        #expect(scrape.requestCount > 10)
        #expect(try Self.children(of: process.id).isEmpty, "everything runs in one process")
        process.signal(SIGINT)
        #expect(process.wait() == .exited(0))
        #expect(
            folder.read("stderr").contains("stopped; the configuration is in \(folder.file("demo/watchgate.yaml"))")
        )
        #expect(Socket.isRefused(port: port))
        #expect(Socket.isRefused(port: adminPort))
        // The file is ready to be copied.
        let check = try TestProgram.run(
            TestProgram.watchgate,
            ["check", "--strict", "--config", folder.file("demo/watchgate.yaml")],
            in: folder
        )
        #expect(check.exitCode == 0)
    }

    @Test func aPortInUseIsNamed() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        let folder = try TemporaryFolder()
        let run = try TestProgram.run(
            TestProgram.watchgate,
            [
                "demo", "--port", "\(gateway.port)", "--admin-port", "\(try FreePort.find())", "--keep",
                folder.file("demo"),
            ],
            in: folder
        )
        #expect(run.exitCode == 1)
        #expect(run.messages.contains("127.0.0.1:\(gateway.port) is in use, held by process \(gateway.process.id)"))
    }

    private static func children(of parent: pid_t) throws -> [Int] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int($0) }.filter { id in
            let text = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
            guard let end = text.lastIndex(of: ")") else { return false }
            let fields = text[end...].split(separator: " ")
            return fields.count > 2 && fields[2] == "\(parent)"
        }
    }
}
