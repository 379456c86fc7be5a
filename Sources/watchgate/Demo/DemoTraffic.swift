/// What the demo's generator asks for, in a fixed rotation: mostly good, with one slow route, one flaky upstream and one
/// client that makes mistakes.
struct DemoTraffic {
    struct Request: Equatable {
        var method: String
        var path: String
    }

    private static let rotation = [
        Request(method: "GET", path: "/v1/orders/1001"), Request(method: "GET", path: "/v1/orders/1002?expand=lines"),
        Request(method: "GET", path: "/v1/products"), Request(method: "POST", path: "/v1/orders"),
        Request(method: "GET", path: "/v1/orders/1003"), Request(method: "GET", path: "/reports/daily"),
        Request(method: "GET", path: "/v1/orders/1004"), Request(method: "GET", path: "/v1/payments/77"),
        Request(method: "GET", path: "/v1/products"), Request(method: "GET", path: "/nowhere"),
        Request(method: "GET", path: "/v1/orders/1005"), Request(method: "DELETE", path: "/v1/products"),
        Request(method: "GET", path: "/v1/payments/78"), Request(method: "GET", path: "/v1/orders/1006"),
    ]

    private var next = 0

    /// The next request; after the last one it begins anew.
    mutating func request() -> Request {
        defer { self.next = (self.next + 1) % Self.rotation.count }
        return Self.rotation[self.next]
    }
}
