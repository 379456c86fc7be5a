import GatewayCore

extension CrossCheck {
    /// The series that are there from the start must find room: without it, counts would be hidden in `_other`.
    static func checkSeries(_ reader: inout ConfigurationReader) {
        let settings = reader.settings
        let key = "telemetry.metrics.series"
        guard let limit = settings.integer(key) else { return }
        var need = SeriesNeed()
        let upstreams = settings.names("upstreams")
        need.routes = Set((0..<settings.count("routes")).compactMap { settings.text("routes[\($0)].match.path") }).count
        need.upstreams = upstreams.count
        need.targets = upstreams.reduce(0) { $0 + settings.count("upstreams.\($1).targets") }
        need.policies = settings.count("rate_limit.policies")
        need.shards = settings.integer("server.shards") ?? 1
        let least = SeriesNeed.limit(for: need.count())
        if limit >= least { return }
        let what =
            "\(limit) series are too few: \(need.routes) paths, \(need.upstreams) upstreams with \(need.targets) targets"
            + " and \(need.policies) policies need \(need.count()) from the start"
        reader.report(Problem(.seriesLimit, what, "write at least \(least)"), key, settings.place(key))
    }
}
