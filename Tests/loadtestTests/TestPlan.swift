import NIOCore
import loadtest

/// Plans for tests, made as the command makes them, or by hand.
enum TestPlan {
    /// A plan against an address that nobody asks.
    static func plan(model: LoadModel, settings: RunPlan.Settings) throws -> RunPlan {
        let url = try TargetURL("http://127.0.0.1:1/")
        return RunPlan(
            url: url,
            address: try SocketAddress(ipAddress: "127.0.0.1", port: 1),
            request: try RequestTemplate(url: url, method: "GET", fields: [], body: nil, hasTrace: true),
            model: model,
            settings: settings
        )
    }

    /// The plan of a command line.
    static func plan(_ arguments: [String], change: (inout RunPlan.Settings) -> Void = { _ in }) throws -> RunPlan {
        let plan = try LoadTestCommand.plan(["run"] + arguments)
        var settings = plan.settings
        change(&settings)
        return RunPlan(
            url: plan.url,
            address: plan.address,
            request: plan.request,
            model: plan.model,
            settings: settings
        )
    }
}
