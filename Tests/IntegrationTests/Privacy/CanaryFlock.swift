import Foundation

/// The canaries of one run, and the requests that carry them.
///
/// What is logged by design is none of them: the path of an ordinary route, the host, the user agent, an unknown method,
/// the names of a query. Those who put secrets there mark the route `private`, or cannot be helped.
struct CanaryFlock: Sendable {
    struct Flight: Sendable {
        var canary: Canary
        /// The bytes on the wire; empty when it travels another way.
        var request: String
        var method = "GET"
    }

    let seed: UInt64

    func core(_ kind: String) -> String { Canary.core(kind, seed: self.seed) }

    var flights: [Flight] { self.fields + self.targets + self.bodies + self.malformed + self.answers + self.operators }
    var canaries: [Canary] { self.flights.map(\.canary) }

    // MARK: Requests

    private static func head(_ method: String, _ target: String) -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: gateway.test\r\nUser-Agent: PlantedAgent/1.0\r\nX-Tenant: PlantedTenant\r\n"
    }

    /// A GET with more field lines; `CORE` in target and encoded texts is the secret.
    private func flight(
        _ kind: String,
        _ target: String = "/ordinary",
        encoded: [String] = [],
        _ lines: (String) -> [String] = { _ in [] }
    ) -> Flight {
        let core = self.core(kind)
        let head = Self.head("GET", target.replacing("CORE", with: core))
        let canary = Canary(kind, core: core, encoded: encoded.map { $0.replacing("CORE", with: core) })
        return Flight(canary: canary, request: head + lines(core).map { $0 + "\r\n" }.joined() + "\r\n")
    }

    private func post(
        _ kind: String,
        _ target: String = "/ordinary",
        method: String = "POST",
        type: String = "application/json",
        body: (String) -> String
    ) -> Flight {
        let core = self.core(kind)
        let text = body(core)
        let head = Self.head(method, target) + "Content-Type: \(type)\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
        return Flight(canary: Canary(kind, core: core), request: head + text, method: method)
    }

    private var fields: [Flight] {
        [
            self.flight("JWT", encoded: [#"{"sub":"lin","secret":"CORE"}"#]) { core in
                let claims = Canary.base64(#"{"sub":"lin","secret":"\#(core)"}"#)
                return ["Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.\(claims).\(core)"]
            },
            self.flight("basic authentication", encoded: ["lin:CORE"]) {
                ["Authorization: Basic \(Canary.base64("lin:\($0)"))"]
            },
            self.flight("bearer token") { ["Authorization: Bearer \($0)"] },
            self.flight("authorization without scheme") { ["Authorization: \($0)"] },
            self.flight("authorization with a scheme of its own") { ["Authorization: \($0) x"] },
            self.flight("AWS signature") {
                ["Authorization: AWS4-HMAC-SHA256 Credential=AKIA\($0)/20260301/s3, Signature=\($0)"]
            },
            self.flight("AWS session token") { ["X-Amz-Security-Token: \($0)"] },
            self.flight("API key") { ["X-Api-Key: \($0)"] },
            self.flight("X-Auth-Token") { ["X-Auth-Token: \($0)"] },
            self.flight("CSRF token") { ["X-CSRF-Token: \($0)"] },
            self.flight("Proxy-Authorization", encoded: ["lin:CORE"]) {
                ["Proxy-Authorization: Basic \(Canary.base64("lin:\($0)"))"]
            },
            self.flight("session cookie") { ["Cookie: theme=dark; session=\($0)"] },
            self.flight("client certificate") { ["X-Forwarded-Client-Cert: Hash=\($0);Subject=\"CN=lin\""] },
            self.flight("WebSocket key") { ["Sec-WebSocket-Key: \($0)"] },
            self.flight("tracestate") { ["tracestate: vendor=\($0)"] },
            self.flight("bad traceparent") { ["traceparent: 00-\($0)"] },
            self.flight("request id of a stranger") { ["X-Request-Id: \($0)"] },
            self.flight("forwarded address of a stranger") { ["X-Forwarded-For: \($0)", "Forwarded: for=\($0)"] },
            self.flight("overridden target") { ["X-Original-URL: /reset/\($0)", "X-Rewrite-URL: /reset/\($0)"] },
            self.flight("referrer's query") { ["Referer: https://shop.example/cart?token=\($0)"] },
            self.flight("referrer's fragment") { ["Referer: https://shop.example/cart#access_token=\($0)"] },
            self.flight("referrer's user") { ["Referer: https://lin:\($0)@shop.example/cart"] },
        ]
    }

    private var targets: [Flight] {
        [
            self.flight("query token", "/ordinary?page=PlantedPage&token=CORE"),
            self.flight("query password", "/ordinary?user=lin&password=CORE"),
            self.flight("one-time code", "/ordinary?otp=CORE"),
            self.flight("GitHub token", "/ordinary?access_token=ghp_CORE"),
            self.flight("bare token as query", "/ordinary?CORECORECORE"),
            self.flight("query value in percent code", "/ordinary?token=%43%4F&x=CORE%20"),
            self.flight("private path", "/reset/CORE"),
            self.flight("private path's query name", "/reset/1?CORE=1"),
            self.flight("private path as referrer", "/reset/1") { ["Referer: https://gateway.test/reset/\($0)"] },
            self.flight("fragment", "/ordinary#CORE"),
            self.flight("target's user", "http://lin:CORE@gateway.test/ordinary"),
        ]
    }

    private var bodies: [Flight] {
        let form = "application/x-www-form-urlencoded"
        return [
            self.post("password in JSON") { #"{"password":"\#($0)"}"# },
            self.post("password in a form", type: form) { "user=lin&password=\($0)" },
            self.post("card number") { #"{"card":"4111\#($0)"}"# },
            self.post("Stripe key", type: form) { "key=sk_live_\($0)" },
            self.post("private key", method: "PUT", type: "application/x-pem-file") {
                "-----BEGIN PRIVATE KEY-----\n\($0)\n-----END PRIVATE KEY-----\n"
            },
            self.post("multipart file", type: "multipart/form-data; boundary=b") {
                "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n\($0)\r\n--b--\r\n"
            },
            self.post("GraphQL") { #"{"query":"mutation { login(password: \"\#($0)\") { id } }"}"# },
            self.post("body that is too large", "/small", type: "text/plain") {
                $0 + String(repeating: "x", count: 4_096)
            },
        ]
    }

    private var malformed: [Flight] {
        func raw(_ kind: String, _ text: (String) -> String) -> Flight {
            Flight(canary: Canary(kind, core: self.core(kind)), request: text(self.core(kind)))
        }
        let head = "GET /ordinary HTTP/1.1\r\nHost: a\r\n"
        let chunked = "POST /ordinary HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        return [
            raw("field without a name") { "\(head): \($0)\r\n\r\n" },
            raw("field line without a colon") { "\(head)\($0)\r\n\r\n" },
            raw("field with a control character") { "\(head)X-A: \($0)\u{1}\r\n\r\n" },
            raw("wrong Content-Length") { "\(head)Content-Length: \($0)\r\n\r\n" },
            raw("host's user") { "GET /ordinary HTTP/1.1\r\nHost: lin:\($0)@a\r\n\r\n" },
            raw("unknown Expect") { "\(head)Expect: \($0)\r\n\r\n" },
            raw("unknown transfer coding") { "\(head)Transfer-Encoding: \($0)\r\n\r\n" },
            raw("unknown version") { "GET /ordinary HTTP/\($0)\r\nHost: a\r\n\r\n" },
            raw("trailer field") { "\(chunked)1\r\nx\r\n0\r\nX-Secret: \($0)\r\n\r\n" },
            raw("chunk extension") { "\(chunked)1;secret=\($0)\r\nx\r\n0\r\n\r\n" },
            raw("wrong chunk size") { "\(chunked)\($0)\r\n" },
        ]
    }

    /// What an upstream says: the client gets it, the log does not.
    private var answers: [Flight] {
        self.answerKinds.map { kind, path in
            Flight(
                canary: Canary(kind, core: self.core(kind)),
                request: "GET \(path) HTTP/1.1\r\nHost: gateway.test\r\n\r\n"
            )
        }
    }

    private var answerKinds: [(kind: String, path: String)] {
        [
            ("Set-Cookie", "/answer/cookie"), ("upstream's error body", "/answer/body"),
            ("upstream's header", "/answer/header"), ("upstream's redirect", "/answer/redirect"),
            ("upstream's reason", "/answer/reason"), ("upstream's broken head", "/answer/head"),
            ("upstream's broken length", "/answer/length"), ("upstream's broken status line", "/answer/line"),
        ]
    }

    func upstream() throws -> ScriptedUpstream {
        let cores = Dictionary(uniqueKeysWithValues: self.answerKinds.map { ($0.path, self.core($0.kind)) })
        func answer(_ path: String, _ text: @escaping @Sendable (String) -> String) -> ScriptedUpstream.Handler {
            let core = cores[path] ?? ""
            return { conversation, _ in
                try conversation.send(text(core))
                conversation.close()
            }
        }
        let empty = "Content-Length: 0\r\n\r\n"
        return try .serving([
            "/answer/cookie": answer("/answer/cookie") { "HTTP/1.1 200 OK\r\nSet-Cookie: s=\($0)\r\n\(empty)" },
            "/answer/body": answer("/answer/body") {
                "HTTP/1.1 500 No\r\nContent-Length: \($0.utf8.count)\r\n\r\n\($0)"
            },
            "/answer/header": answer("/answer/header") { "HTTP/1.1 200 OK\r\nX-Debug: \($0)\r\n\(empty)" },
            "/answer/redirect": answer("/answer/redirect") {
                "HTTP/1.1 302 Found\r\nLocation: https://shop.example/?token=\($0)\r\n\(empty)"
            },
            "/answer/reason": answer("/answer/reason") { "HTTP/1.1 500 \($0)\r\n\(empty)" },
            "/answer/head": answer("/answer/head") { "HTTP/1.1 200 OK\r\n\($0)\r\n\(empty)" },
            "/answer/length": answer("/answer/length") { "HTTP/1.1 200 OK\r\nContent-Length: \($0)\r\n\r\n" },
            "/answer/line": answer("/answer/line") { "\($0)\r\n\r\n" },
        ])
    }

    // MARK: Operators

    /// Secrets of the deployment; they travel by environment, command line and file.
    private var operators: [Flight] {
        ["database URL", "signing secret", "password in a target", "secret of an unknown key"].map {
            Flight(canary: Canary($0, core: self.core($0)), request: "")
        }
    }

    /// The engine uses the database, so there has to be one; its server asks nobody for a password.
    private static let books = Result { try EngineFolder(.postgreSQL).store }

    var environment: [String: String] {
        get throws {
            let url = try Self.books.get().replacing("postgres@", with: "postgres:\(self.core("database URL"))@")
            return ["DATABASE_URL": url, "JWT_SECRET": self.core("signing secret")]
        }
    }

    /// A configuration that is refused.
    var brokenConfiguration: String {
        """
        upstreams: { a: { targets: ["http://lin:\(self.core("password in a target"))@10.0.0.1:9001"] } }
        auth: { jwt_secret: "\(self.core("secret of an unknown key"))" }
        routes: []

        """
    }
}
