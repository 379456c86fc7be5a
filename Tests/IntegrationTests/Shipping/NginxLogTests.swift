import Foundation
import Testing

/// Debian's Nginx with the files of `deploy/nginx` in front of a gateway.
@Suite(.blocking) struct NginxLogTests {
    private static let source = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/nginx")

    private static func start(_ folder: TemporaryFolder, port: Int, upstream: Int) throws -> ChildProcess {
        let log = try String(contentsOf: Self.source.appending(path: "watchgate-log.conf"), encoding: .utf8)
        try folder.write(log.replacing("/var/log/nginx", with: folder.path), to: "log.conf")
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "\($0)_temp_path \(folder.path)/\($0);"
        }
        try folder.write(
            """
            daemon off; master_process off; pid \(folder.file("pid")); error_log \(folder.file("error.log"));
            events {}
            http {
                \(temporary.joined(separator: " "))
                include \(folder.file("log.conf"));
                server {
                    listen 127.0.0.1:\(port);
                    location / {
                        include \(Self.source.appending(path: "watchgate-proxy.conf").path);
                        proxy_pass http://127.0.0.1:\(upstream);
                    }
                }
            }
            """,
            to: "nginx.conf"
        )
        let program = TestProgram.find("nginx") ?? "/usr/sbin/nginx"  // scripts/test installs it
        return try ChildProcess(
            program,
            ["-c", folder.file("nginx.conf"), "-p", folder.path],
            output: folder.file("output"),
            messages: folder.file("messages")
        )
    }

    /// The fields of the template, ours and Nginx's.
    private static func mappedFields() throws -> Set<String> {
        let url = Self.source.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/reference/log-fields.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        return Set(text.matches(of: /\n\| `([^`]+)` \|/).map { String($0.output.1) })
    }

    @Test func bothLogsHaveTheSameIDs() throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.server = #"trusted_proxies: ["127.0.0.1/32"]"#
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let (folder, port) = (try TemporaryFolder(), try FreePort.find())
        let nginx = try Self.start(folder, port: port, upstream: gateway.port)
        defer { nginx.kill() }
        _ = try Deadline.wait(for: "nginx: \(folder.read("messages")) \(folder.read("error.log"))") {
            Socket.isRefused(port: port) ? nil : true
        }
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let fields = [
            ["traceparent: 00-\(trace)-00f067aa0ba902b7-01"], ["User-Agent: x\"\\ y"],
            ["traceparent: 00-00000000000000000000000000000000-00f067aa0ba902b7-01"],
        ]
        for (number, field) in fields.enumerated() {
            #expect(try RawClient(port: port).get("/a%22/\(number)?token=secret", field[0]).status == 200)
        }
        let lines = try Deadline.wait(for: "the lines of nginx: \(folder.read("watchgate.json.log"))") {
            let lines = try AccessLine.parse(folder.bytes("watchgate.json.log"))
            return lines.count >= fields.count ? lines : nil
        }
        let mapped = try Self.mappedFields()
        for (number, line) in lines.enumerated() {
            let path = try #require(line.text("url.path"))
            #expect(path.hasPrefix("/a%22/\(number)"))
            let ours = try gateway.accessLine(of: line.requestID)
            #expect(ours.text("trace.id") == line.text("trace.id"))
            #expect(ours.text("url.path") == path)
            #expect(ours.status == line.status && line.status == 200)
            #expect(line.text("event.dataset") == "nginx.access")
            #expect(line.duration % 1_000_000 == 0)
            #expect(!line.text.contains("secret"))
            let object = try JSONSerialization.jsonObject(with: Data(line.text.utf8)) as? [String: Any]
            #expect(try Set(#require(object).keys).isSubset(of: mapped))
        }
        #expect(lines[0].text("trace.id") == trace)
        #expect(Set(lines.compactMap { $0.text("trace.id") }).count == 3)
        #expect(lines[1].text("user_agent.original") == "x\"\\ y")
    }
}
