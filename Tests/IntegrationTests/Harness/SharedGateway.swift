import Testing

/// One gateway for all tests of a suite, for tables of many small cases: `@Suite(.blocking, .sharing(setup))`.
struct SharedGateway: SuiteTrait, TestScoping {
    /// The gateway of the running suite.
    @TaskLocal static var started: GatewayProcess?

    let setup: @Sendable () throws -> GatewaySetup

    @concurrent func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        let gateway = try await withTaskExecutorPreference(TestThreads.shared) {
            try await Self.start(try self.setup())
        }
        defer { gateway.stop() }
        try await Self.$started.withValue(gateway) { try await function() }
    }

    @concurrent private static func start(_ setup: GatewaySetup) async throws -> GatewayProcess {
        try GatewayProcess.start(setup)
    }

    /// The gateway of the suite that is running.
    static func gateway() throws -> GatewayProcess { try #require(Self.started) }
}

extension Trait where Self == SharedGateway {
    static func sharing(_ setup: @escaping @Sendable () throws -> GatewaySetup) -> Self { Self(setup: setup) }
}
