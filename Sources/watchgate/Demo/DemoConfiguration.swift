/// The configuration file the demo runs, ready to be copied.
enum DemoConfiguration {
    /// The file's text.
    ///
    /// `ports`: Of the upstreams fast, slow and flaky.
    /// `directory`: Where logs and state go.
    static func yaml(port: Int, adminPort: Int, ports: [Int], directory: String) -> String {
        """
        # The configuration of `watchgate demo`: copy it, change the targets, run `watchgate serve --config FILE`.
        server:
          host: 127.0.0.1
          port: \(port)
        admin:
          host: 127.0.0.1
          port: \(adminPort)
        state_dir: "\(directory)"
        upstreams:
          orders:
            targets: ["127.0.0.1:\(ports[0])"]
            health: { path: /health, interval: 5s }
          reports:
            targets: ["127.0.0.1:\(ports[1])"]
          payments:
            targets: ["127.0.0.1:\(ports[2])", "127.0.0.1:\(ports[0])"]
            ejection: { errors: 5, time: 10s, max_share: 50% }
            retries: { attempts: 2, budget: 20% }
        rate_limit:
          policies:
            - { name: public, key: [client], limit: 2000, per: 1s, burst: 4000, scope: local }
        routes:
          - name: order-by-id
            match: { path: "/v1/orders/{id}", methods: [GET] }
            upstream: orders
            rate_limit: [public]
          - name: place-order
            match: { path: "/v1/orders", methods: [POST] }
            upstream: orders
          - name: products
            match: { path: "/v1/products", methods: [GET] }
            upstream: orders
          - name: payment
            match: { path: "/v1/payments/{id}" }
            upstream: payments
          - name: reports
            match: { path: "/reports/*" }
            upstream: reports
        logs:
          access: { sinks: [file] }
          app: { sinks: [file], level: info }
          sinks:
            file: { path: "\(directory)/access.jsonl", rotate_bytes: 64MiB, keep: 3, compress: gzip }

        """
    }
}
