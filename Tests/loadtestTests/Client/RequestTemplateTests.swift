import NIOCore
import Testing
import loadtest

@Suite struct RequestTemplateTests {
    private func text(
        _ method: String = "GET",
        _ fields: [String] = [],
        body: String? = nil,
        hasTrace: Bool = false
    ) throws -> String {
        let url = try TargetURL("http://h:81/p?q")
        let template = try RequestTemplate(
            url: url,
            method: method,
            fields: fields,
            body: body.map { Array($0.utf8) },
            hasTrace: hasTrace
        )
        return String(buffer: template.head) + (template.body.map { String(buffer: $0) } ?? "")
    }

    @Test func aPlainRequest() throws {
        let expected =
            "GET /p?q HTTP/1.1\r\nHost: h:81\r\nUser-Agent: loadtest/\(LoadTestVersion.text)\r\nAccept: */*\r\n\r\n"
        #expect(try self.text() == expected)
    }

    @Test func givenFieldsReplaceTheDefaults() throws {
        let text = try self.text("GET", ["host: other", "User-Agent:me", "ACCEPT: a/b", "X-A:  1", "X-A: 2"])
        #expect(text == "GET /p?q HTTP/1.1\r\nhost: other\r\nUser-Agent: me\r\nACCEPT: a/b\r\nX-A: 1\r\nX-A: 2\r\n\r\n")
    }

    @Test func aBodyHasALength() throws {
        #expect(try self.text("POST", body: "{}").hasSuffix("Content-Length: 2\r\n\r\n{}"))
        #expect(try self.text("POST").hasSuffix("Content-Length: 0\r\n\r\n"))
        #expect(try self.text("DELETE").contains("Content-Length") == false)
        let large = String(repeating: "x", count: 10_000)
        #expect(try self.text("PUT", body: large).hasSuffix("Content-Length: 10000\r\n\r\n" + large))
    }

    @Test func theTraceStandsWhereTheOffsetSays() throws {
        let url = try TargetURL("http://h/")
        let template = try RequestTemplate(url: url, method: "GET", fields: [], body: nil, hasTrace: true)
        let offset = try #require(template.traceOffset)
        let text = String(buffer: template.head)
        #expect(text.utf8.dropFirst(offset).prefix(TraceIdentifiers.byteCount).allSatisfy { $0 == 0x30 })
        #expect(String(decoding: text.utf8.prefix(offset), as: UTF8.self).hasSuffix("\r\ntraceparent: "))
        #expect(Array(text.utf8.dropFirst(offset + TraceIdentifiers.byteCount)) == Array("\r\n\r\n".utf8))
        let own = try RequestTemplate(url: url, method: "GET", fields: ["traceparent: x"], body: nil, hasTrace: true)
        #expect(own.traceOffset == nil)
    }

    @Test func safeMethodsAndKeysAllowARetry() throws {
        let url = try TargetURL("http://h/")
        for (method, fields, allows) in [
            ("GET", [], true), ("HEAD", [], true), ("POST", [], false), ("PUT", [], false), ("get", [], false),
            ("POST", ["Idempotency-Key: 1"], true),
        ] as [(String, [String], Bool)] {
            let template = try RequestTemplate(url: url, method: method, fields: fields, body: nil, hasTrace: true)
            #expect(template.allowsRetry == allows, "\(method) \(fields)")
        }
    }

    @Test(
        arguments: [
            ("G ET", []), ("", []), ("CONNECT", []), ("GET", ["novalue"]), ("GET", [": x"]), ("GET", ["a b: x"]),
            ("GET", ["a: x\r\ny: z"]), ("GET", ["Content-Length: 5"]), ("POST", ["transfer-encoding: chunked"]),
        ] as [(String, [String])]
    )
    func whatCannotBeSentIsAnError(method: String, fields: [String]) {
        #expect(throws: RequestTemplate.BuildError.self) { try self.text(method, fields) }
    }
}
