import Foundation
import Testing

/// `serve` and `healthcheck` as a person or a container runs them.
@Suite(.blocking) struct ServeTests {
    private static func serve(_ setup: GatewaySetup, port: Int, adminPort: Int) throws -> TestProgram.Run {
        let folder = try TemporaryFolder()
        try folder.write(setup.yaml(port: port, adminPort: adminPort, folder: folder.path), to: "watchgate.yaml")
        return try TestProgram.run(
            TestProgram.watchgate,
            ["serve", "--config", folder.file("watchgate.yaml")],
            in: folder
        )
    }

    @Test func aPortInUseIsNamedWithItsHolder() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        let free = try FreePort.find()
        for (port, adminPort, key) in [(gateway.port, free, "server.port"), (free, gateway.adminPort, "admin.port")] {
            let run = try Self.serve(gateway.setup, port: port, adminPort: adminPort)
            #expect(run.exitCode == 1)
            #expect(run.output.isEmpty)
            let taken = key == "server.port" ? port : adminPort
            #expect(
                run.messages.contains("\(key): 127.0.0.1:\(taken) is in use, held by process \(gateway.process.id)")
            )
            #expect(run.messages.contains(/\d+ is free/))
        }
        #expect(try gateway.get("/x").status == 200)
    }

    @Test func anAddressThatIsNotOursIsSaid() throws {
        let folder = try TemporaryFolder()
        let setup = GatewaySetup.proxy(toPort: try FreePort.find())
        let text = setup.yaml(port: try FreePort.find(), adminPort: try FreePort.find(), folder: folder.path)
        try folder.write(text.replacing("server:\n  host: 127.0.0.1", with: "server:\n  host: 192.0.2.1"), to: "c.yaml")
        let run = try TestProgram.run(TestProgram.watchgate, ["serve", "--config", folder.file("c.yaml")], in: folder)
        #expect(run.exitCode == 1)
        #expect(run.messages.contains("server.host: 192.0.2.1 is not an address of this machine"))
    }

    @Test func aLogThatCannotBeOpenedIsSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("a file, not a folder", to: "taken")
        let setup = GatewaySetup.proxy(toPort: try FreePort.find())
        let text = setup.yaml(
            port: try FreePort.find(),
            adminPort: try FreePort.find(),
            folder: folder.file("taken")
        ).replacing(folder.file("taken/state"), with: folder.file("state"))
        try folder.write(text, to: "c.yaml")
        let run = try TestProgram.run(TestProgram.watchgate, ["serve", "--config", folder.file("c.yaml")], in: folder)
        #expect(run.exitCode == 1)
        #expect(run.messages.contains("logs.sinks.file.path: "))
        #expect(run.messages.contains(folder.file("taken")))
    }

    @Test func healthcheckTellsReadyFromDrainingFromGone() throws {
        let gate = Counter()
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try Deadline.wait(for: "the gate") { gate.value > 0 ? () : nil }
            try conversation.respond()
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let file = gateway.folder.file("watchgate.yaml")
        func check(_ arguments: String...) throws -> TestProgram.Run {
            try TestProgram.run(TestProgram.watchgate, ["healthcheck"] + arguments, in: try TemporaryFolder())
        }
        let ready = try check("--config", file)
        #expect(ready.exitCode == 0)
        #expect(ready.output == "{\"status\":\"ready\"}\n")
        #expect(try check("--address", "127.0.0.1:\(gateway.adminPort)").exitCode == 0)
        let client = try gateway.connect()
        try client.sendGet("/x")
        _ = try upstream.log.request()
        gateway.signal(SIGTERM)
        try Deadline.wait(for: "draining") { try gateway.isReady() ? nil : () }
        #expect(try check("--config", file).exitCode == 1)
        gate.add()
        #expect(try client.read().status == 200)
        #expect(gateway.process.wait() == .exited(0))
        let gone = try check("--config", file)
        #expect(gone.exitCode == 69)
        #expect(gone.output.isEmpty)
        #expect(gone.messages.contains("127.0.0.1:\(gateway.adminPort) does not answer"))
    }

    /// For benchmarks: nothing is counted or logged, and everything still works.
    @Test func telemetryCanBeSwitchedOff() throws {
        let upstream = try ScriptedUpstream.serving([:])
        defer { upstream.stop() }
        let folder = try TemporaryFolder()
        let port = try FreePort.find()
        let adminPort = try FreePort.find()
        let setup = GatewaySetup.proxy(upstream)
        try folder.write(setup.yaml(port: port, adminPort: adminPort, folder: folder.path), to: "watchgate.yaml")
        let process = try ChildProcess(
            TestProgram.watchgate,
            ["serve", "--config", folder.file("watchgate.yaml"), "--telemetry", "off"],
            output: folder.file("stdout"),
            messages: folder.file("stderr")
        )
        defer { process.kill() }
        let client = try Deadline.wait(for: "the gateway; stderr: \(folder.read("stderr"))") {
            try? RawClient(port: port)
        }
        for _ in 0..<10 { #expect(try client.get("/x").text == "/x") }
        #expect(try client.get("/y")["X-Request-Id"] != nil)
        process.signal(SIGTERM)
        #expect(process.wait() == .exited(0))
        #expect(folder.read("access.jsonl").isEmpty)
    }

    /// Else a socket gets the number of stdout, and a client gets the log.
    @Test func closedDescriptorsAreNotGivenToSockets() throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.appSink = "stdout"
        setup.closesStandardDescriptors = true
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        for descriptor in 0...2 {
            let link = "/proc/\(gateway.process.id)/fd/\(descriptor)"
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
        }
        #expect(try gateway.get("/x").text == "/x")
        let exposition = try gateway.scrape(until: "the loss is counted") {
            $0.sum("log_pipeline_events_dropped_total", ["sink": "stdout", "reason": "io_error"]) > 0
        }
        #expect(exposition.sum("log_pipeline_events_delivered_total", ["sink": "stdout"]) == 0)
        #expect(gateway.terminate() == .exited(0))
    }

    /// stdout is for data: with the file sink nothing is printed at all.
    @Test func aQuietRunPrintsNothing() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        _ = try gateway.get("/x")
        #expect(gateway.terminate() == .exited(0))
        #expect(gateway.folder.read("stdout").isEmpty)
        #expect(gateway.folder.read("stderr").isEmpty)
        let names = gateway.folder.names().filter { !$0.hasPrefix("std") && $0 != "state" }
        #expect(names == ["access.jsonl", "app.jsonl", "audit.jsonl", "watchgate.yaml"])
    }
}
