package import NIOCore

/// One run as it will be carried out: validated, immutable, shared by all threads.
package final class RunPlan: Sendable {
    /// What a caller may leave at its default.
    package struct Settings: Sendable {
        package var warmup = TimeAmount.seconds(2)
        /// The measured part; nil: until `requestLimit`.
        package var duration: TimeAmount? = .seconds(10)
        /// Ends the measured part after exactly so many requests.
        package var requestLimit: Int?
        package var timeout = TimeAmount.seconds(10)
        /// A run without a success until then is ended.
        package var noSuccessAfter = TimeAmount.seconds(10)
        package var connectionLimit = 2_000
        /// Waiting and sent together; arrivals above it are dropped.
        package var inFlightLimit = 4_000
        package var threads = 1
        package var spins = false
        package var seed: UInt64 = 1
        package var objectives: [Objective] = []
        /// Generator and target share a machine.
        package var isColocated = true

        package init() {}
    }

    package let url: TargetURL
    package let address: SocketAddress
    package let request: RequestTemplate
    package let model: LoadModel
    package let settings: Settings
    package let identifiers: TraceIdentifiers

    package init(
        url: TargetURL,
        address: SocketAddress,
        request: RequestTemplate,
        model: LoadModel,
        settings: Settings
    ) {
        precondition(settings.duration != nil || settings.requestLimit != nil, "a run without an end")
        self.url = url
        self.address = address
        self.request = request
        self.model = model
        self.settings = settings
        self.identifiers = TraceIdentifiers(seed: settings.seed)
    }

    /// How many arrivals of an open run belong to the warm-up, and to the whole run.
    package func arrivals(of rate: Rate) -> (warmup: Int, total: Int) {
        let schedule = ArrivalSchedule(rate: rate)
        let warmup = schedule.count(before: self.settings.warmup)
        var measured = self.settings.requestLimit ?? Int.max
        if let duration = self.settings.duration {
            measured = min(measured, schedule.count(before: self.settings.warmup + duration) - warmup)
        }
        return (warmup, warmup + measured)
    }
}
