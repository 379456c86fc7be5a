import GatewayCore
import TestKit
import Testing

/// Counts are meant for release builds, in which `scripts/test` runs suites of this name.
@Suite struct RouteTableAllocationTests {
    @Test(arguments: [
        ("GET", "/v1/orders/123456789/items/99"), ("POST", "/v1/orders/123456789"), ("DELETE", "/v1/orders/1"),
        ("GET", "/nowhere/at/all/in/particular"), ("PROPFIND", "/v1/orders/1"), ("GET", "*"),
    ])
    func aMatchDoesNotAllocate(method: String, path: String) throws {
        var order = RoutePlan(name: "order", path: "/v1/orders/{id}", upstream: 0)
        order.methods = ["GET", "POST"]
        order.host = "api.example.com"
        let items = RoutePlan(name: "items", path: "/v1/orders/{id}/items/*", upstream: 0)
        let table = try RouteTable(routes: [order, items])
        var (host, path, method) = ("API.example.com:8080", path, method)
        host.withUTF8 { host in
            path.withUTF8 { path in
                method.withUTF8 { method in
                    let count = allocations {
                        _ = table.match(
                            host: UnsafeRawBufferPointer(host),
                            path: UnsafeRawBufferPointer(path),
                            method: UnsafeRawBufferPointer(method)
                        )
                        _ = table.knowsMethod(UnsafeRawBufferPointer(method))
                    }
                    #expect(count == 0)
                }
            }
        }
    }
}
