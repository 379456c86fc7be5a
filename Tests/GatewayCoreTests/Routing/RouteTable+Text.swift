import GatewayCore

extension RouteTable {
    /// `match` for texts.
    func answer(host: String = "", path: String, method: String = "GET") -> RouteMatch {
        var (host, path, method) = (host, path, method)
        return host.withUTF8 { host in
            path.withUTF8 { path in
                method.withUTF8 { method in
                    self.match(
                        host: UnsafeRawBufferPointer(host),
                        path: UnsafeRawBufferPointer(path),
                        method: UnsafeRawBufferPointer(method)
                    )
                }
            }
        }
    }
}
