import GatewayCore
import Testing

@Suite struct RouteTableTests {
    static func route(_ path: String, _ methods: [String]? = nil, host: String? = nil) -> RoutePlan {
        var route = RoutePlan(
            name: "\(methods?.joined(separator: "+") ?? "any") \(host ?? "")\(path)",
            path: path,
            upstream: 0
        )
        route.methods = methods
        route.host = host
        return route
    }

    static func expect(
        _ routes: [RoutePlan],
        _ request: String,
        host: String = "",
        is name: String?,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let parts = request.split(separator: " ").map(String.init)
        let (method, path) = (parts.count == 2 ? parts[0] : "GET", parts[parts.count - 1])
        for routes in [routes, routes.reversed()] {
            let table = try RouteTable(routes: routes)
            var found: String?
            if case .route(let index) = table.answer(host: host, path: path, method: method) {
                found = routes[index].name
            }
            #expect(found == name, "\(request)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        ("/a/b", "any /a/b"), ("/a/c", "any /a/{x}"), ("/a/b/c", "any /a/*"), ("/a/", "any /a/*"), ("/a", "any /{y}"),
        ("/b/b", "any /{x}/b"), ("/b/c", "any /*"), ("/", "any /*"), ("/c", "any /{y}"), ("/a/e/f", "any /a/{x}/f"),
    ])
    func theMostSpecificTemplateWinsWhateverTheOrder(path: String, name: String) throws {
        let templates = ["/*", "/a/*", "/a/{x}", "/a/b", "/{x}/b", "/{y}", "/a/{x}/f"]
        try Self.expect(templates.map { Self.route($0) }, path, is: name)
    }

    @Test(arguments: [
        ("/a/b/z", "any /a/{x}/z"), ("/a/b/y", "any /a/b/y"), ("/a/b/q", "any /*"), ("/a/b/c/d/e/f/g", "any /*"),
    ])
    func aMoreSpecificDeadEndFallsBack(path: String, name: String) throws {
        let templates = ["/a/b/y", "/a/{x}/z", "/*", "/a/b/c/d/e/f/h"]
        try Self.expect(templates.map { Self.route($0) }, path, is: name)
    }

    @Test func aMethodNotTakenFallsBackToALessSpecificRoute() throws {
        let routes = [Self.route("/v1/orders/{id}", ["GET"]), Self.route("/*")]
        try Self.expect(routes, "GET /v1/orders/7", is: "GET /v1/orders/{id}")
        try Self.expect(routes, "POST /v1/orders/7", is: "any /*")
    }

    @Test func hostThenMethodsDecideBetweenEqualTemplates() throws {
        let routes = [
            Self.route("/a"), Self.route("/a", ["GET"]), Self.route("/a", host: "x.test"),
            Self.route("/a", ["GET"], host: "x.test"), Self.route("/a/b", host: "y.test"),
        ]
        try Self.expect(routes, "GET /a", host: "x.test", is: "GET x.test/a")
        try Self.expect(routes, "POST /a", host: "x.test", is: "any x.test/a")
        try Self.expect(routes, "GET /a", host: "z.test", is: "GET /a")
        try Self.expect(routes, "POST /a", is: "any /a")
        try Self.expect(routes, "GET /a/b", host: "x.test", is: nil)
    }

    @Test(arguments: ["x.test", "X.Test", "x.test:8080", "x.test.", "X.TEST.:80"])
    func hostsAreComparedWithoutCasePortAndLastDot(host: String) throws {
        try Self.expect([Self.route("/", host: "x.test")], "/", host: host, is: "any x.test/")
    }

    @Test(arguments: ["", "x.tes", "x.test.y", "ax.test", ".", "x.test..", "[::1]", "[", ":80"])
    func otherHostsAreNot(host: String) throws {
        try Self.expect([Self.route("/", host: "x.test")], "/", host: host, is: nil)
    }

    @Test(arguments: ["[::1]", "[::1]:8080"])
    func addressesInBracketsAreHosts(host: String) throws {
        try Self.expect([Self.route("/", host: "[::1]")], "/", host: host, is: "any [::1]/")
    }

    @Test func getIncludesHeadUnlessHeadIsListed() throws {
        try Self.expect([Self.route("/a", ["GET"])], "HEAD /a", is: "GET /a")
        try Self.expect([Self.route("/a", ["GET"]), Self.route("/a", ["HEAD"])], "HEAD /a", is: "HEAD /a")
        try Self.expect([Self.route("/a", ["GET"]), Self.route("/a")], "HEAD /a", is: "GET /a")
        try Self.expect([Self.route("/a", ["GET"]), Self.route("/{x}", ["HEAD"])], "HEAD /a", is: "GET /a")
    }

    @Test(arguments: [
        ([["GET"]], "GET, HEAD"), ([["OPTIONS", "GET"]], "GET, HEAD, OPTIONS"), ([["HEAD"]], "HEAD"),
        ([["PURGE", "DELETE"], ["PATCH"]], "PATCH, DELETE, PURGE"),
        ([["REPORT"], ["POST"], ["GET"]], "GET, HEAD, POST, REPORT"),
    ])
    func allowListsWhatWouldBeTaken(methods: [[String]], allow: String) throws {
        let routes = methods.enumerated().map { index, methods in
            Self.route(["/a/b", "/a/{x}", "/*"][index], methods)
        }
        let table = try RouteTable(routes: routes)
        guard case .methodNotAllowed(let index) = table.answer(path: "/a/b", method: "PUT") else {
            Issue.record("PUT is taken or nothing was found")
            return
        }
        #expect(table.allowTexts[index] == allow)
    }

    @Test func allowLeavesOutOtherHosts() throws {
        let table = try RouteTable(routes: [Self.route("/a", ["GET"], host: "x.test"), Self.route("/{y}", ["POST"])])
        guard case .methodNotAllowed(let index) = table.answer(host: "y.test", path: "/a", method: "GET") else {
            Issue.record("expected 405")
            return
        }
        #expect(table.allowTexts[index] == "POST")
        #expect(table.answer(host: "y.test", path: "/a/b") == .notFound)
    }

    @Test func moreSetsOfMethodsThanTheLimitShareOneText() throws {
        let routes = (0..<20).map { index in
            Self.route("/\(index)", ["M\(index + 10)"])
        }
        let table = try RouteTable(routes: routes)
        #expect(table.allowTexts.count > 4_000)
        #expect(table.allowTexts.last?.hasPrefix("M10, M11,") == true)
        guard case .methodNotAllowed(let index) = table.answer(path: "/3") else {
            Issue.record("expected 405")
            return
        }
        #expect(table.allowTexts[index].contains("M13"))
    }

    @Test(arguments: [("GET", true), ("OPTIONS", true), ("PURGE", true), ("TRACE", false), ("get", false), ("", false)])
    func methodsAreKnownWhenStandardOrListed(method: String, isKnown: Bool) throws {
        let table = try RouteTable(routes: [Self.route("/a", ["PURGE"]), Self.route("/b")])
        var method = method
        let knows = method.withUTF8 { table.knowsMethod(UnsafeRawBufferPointer($0)) }
        #expect(knows == isKnown)
        #expect((table.answer(path: "/b", method: method) == .route(1)) == isKnown, "any method is any known one")
    }

    @Test func percentEncodingIsComparedInCanonicalSpelling() throws {
        let routes = [Self.route("/caf%c3%a9/%7Ea"), Self.route("/ü"), Self.route("/a%2fb")]
        try Self.expect(routes, "/caf%C3%A9/~a", is: routes[0].name)
        try Self.expect(routes, "/caf%c3%A9/~a", is: routes[0].name)
        try Self.expect(routes, "/%C3%BC", is: routes[1].name)
        try Self.expect(routes, "/a%2Fb", is: routes[2].name)
        try Self.expect(routes, "/a%2fb", is: routes[2].name)
        try Self.expect(routes, "/CAF%C3%A9/~a", is: nil)
    }

    @Test(arguments: ["", "*", "a", "http://x/a"])
    func whatIsNoPathIsNotFound(path: String) throws {
        #expect(try RouteTable(routes: [Self.route("/*")]).answer(path: path) == .notFound)
    }

    @Test func aTableWithoutRoutesFindsNothing() throws {
        #expect(try RouteTable(routes: []).answer(path: "/") == .notFound)
    }

    @Test func aDeepPathNeedsNoStack() throws {
        let table = try RouteTable(routes: [Self.route("/{a}/{b}"), Self.route("/a/*")])
        #expect(table.answer(path: "/a" + String(repeating: "/x", count: 100_000)) == .route(1))
    }

    @Test(
        arguments: [
            (nil, nil, nil), (["GET"], ["POST", "GET"], "GET"), (["HEAD", "PUT"], ["PUT", "HEAD"], "PUT"),
        ] as [([String]?, [String]?, String?)]
    )
    func routesThatCannotBeToldApartAreAConflict(first: [String]?, second: [String]?, method: String?) {
        let routes = [Self.route("/x"), Self.route("/a/{x}/*", first), Self.route("/a/{y}/*", second)]
        let error = #expect(throws: RouteConflict.self) { try RouteTable(routes: routes) }
        #expect(error?.first == 1 && error?.second == 2)
        #expect(error?.firstName == routes[1].name && error?.secondName == routes[2].name)
        #expect(error?.method == method)
        #expect(error?.description.contains(routes[1].name) == true)
    }

    @Test func everyConflictIsFound() {
        let routes = [
            Self.route("/a"), Self.route("/a"), Self.route("/b", ["GET"]), Self.route("/a"), Self.route("/b", ["GET"]),
        ]
        #expect(RouteTable.conflicts(in: routes).map { [$0.first, $0.second] } == [[0, 1], [0, 3], [2, 4]])
    }

    @Test func otherwiseEqualRoutesAreToldApart() {
        let routes = [
            Self.route("/a/{x}"), Self.route("/a/{x}", host: "x.test"), Self.route("/a/{y}", ["GET"]),
            Self.route("/a/{x}", ["HEAD"]), Self.route("/a/{x}/"), Self.route("/a/*"), Self.route("/a"),
        ]
        #expect(RouteTable.conflicts(in: routes).isEmpty)
    }
}
