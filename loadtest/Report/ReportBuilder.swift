import NIOCore

/// Makes the report of a raw run out of its result and its verdict.
package enum ReportBuilder {
    package static func report(
        _ result: RunResult,
        verdict: Verdict,
        objectives: [ObjectiveResult],
        machine: MachineFigures,
        command: [String]
    ) -> Report {
        let measured = result.measured
        let totals = Self.totals(measured.counters, rate: result.rate, seconds: result.windowSeconds)
        return Report(
            run: Report.Run(
                id: Self.identifier(result),
                started: Timestamp.text(result.startedAt),
                ended: Timestamp.text(result.endedAt),
                command: command,
                seed: result.plan.settings.seed,
                loadtestVersion: LoadTestVersion.text
            ),
            environment: Report.Environment(
                cpu: machine.cpu,
                cores: machine.cores,
                kernel: machine.kernel,
                governor: machine.governor,
                limits: .init(descriptors: machine.descriptorLimit, cpu: result.cpuQuota),
                colocated: result.plan.settings.isColocated
            ),
            plan: Self.plan(result.plan),
            verdict: Self.judgement(verdict),
            objectives: objectives.map(Self.objective),
            totals: totals,
            warmup: Self.totals(result.warmup.counters, rate: nil, seconds: nil),
            steps: [Self.step(measured, totals: totals, name: "request")],
            connections: Report.Connections(
                opened: result.openedCount,
                reused: result.reusedCount,
                connect: Self.connect(result)
            ),
            errors: Self.errors(measured.errors, startedAt: result.startedAt),
            series: Report.Series(
                intervalS: result.series.interval,
                columns: SeriesRow.columns,
                rows: result.series.rows.map(\.values)
            )
        )
    }

    package static func latency(_ histogram: LatencyHistogram) -> Report.Latency {
        // Tenths of a microsecond are the histogram's unit.
        func microseconds(_ nanoseconds: Double?) -> Double? { nanoseconds.map { ($0 / 100).rounded() / 10 } }
        return Report.Latency(
            count: Int(histogram.count),
            overflow: Int(histogram.overflowCount),
            mean: microseconds(histogram.meanNanoseconds),
            p50: microseconds(histogram.nanoseconds(at: 50)),
            p90: microseconds(histogram.nanoseconds(at: 90)),
            p95: microseconds(histogram.nanoseconds(at: 95)),
            p99: microseconds(histogram.nanoseconds(at: 99)),
            p999: microseconds(histogram.nanoseconds(at: 99.9)),
            p9999: microseconds(histogram.nanoseconds(at: 99.99)),
            max: microseconds(histogram.maxNanoseconds),
            hdr: histogram.count > 0 ? HistogramBlob.encode(histogram) : nil
        )
    }

    private static func step(_ phase: PhaseStatistics, totals: Report.Totals, name: String) -> Report.Step {
        var statuses: [String: Int] = [:]
        for (status, count) in phase.statuses.enumerated() where count > 0 {
            statuses[status == 0 ? "_other" : "\(status)"] = count
        }
        let latencies = phase.latencies
        return Report.Step(
            name: name,
            counts: totals,
            statuses: statuses,
            latency: Report.Latencies(
                response: Self.latency(latencies.response),
                service: Self.latency(latencies.service),
                wait: Self.latency(latencies.wait),
                lateness: Self.latency(latencies.lateness),
                ttfb: Self.latency(latencies.ttfb)
            )
        )
    }

    /// Connections are opened in the warm-up too, so their times are those of the whole run.
    private static func connect(_ result: RunResult) -> Report.Latency {
        var connect = result.warmup.latencies.connect
        connect.merge(result.measured.latencies.connect)
        return Self.latency(connect)
    }

    private static func totals(_ counters: RequestCounters, rate: Double?, seconds: Double?) -> Report.Totals {
        Report.Totals(
            planned: counters.planned,
            sent: counters.sent,
            ok: counters.ok,
            failed: counters.failed,
            dropped: counters.dropped,
            neverAttempted: counters.neverAttempted,
            inFlightAtEnd: counters.inFlightAtEnd,
            reconnected: counters.reconnected,
            bytesIn: counters.bytesIn,
            bytesOut: counters.bytesOut,
            rate: rate,
            seconds: seconds
        )
    }

    private static func plan(_ plan: RunPlan) -> Report.Plan {
        let settings = plan.settings
        var stage = Report.Plan.Stage(
            hold: settings.duration.map { DurationText.text($0) },
            requests: settings.requestLimit
        )
        var connections = settings.connectionLimit
        switch plan.model {
        case .open(let rate): stage.rate = rate.text
        case .closed(let users):
            stage.users = users
            connections = users
        }
        return Report.Plan(
            model: plan.model.name,
            method: plan.request.method,
            url: "http://\(plan.url.authority)\(plan.url.requestTarget)",
            stages: [stage],
            warmup: DurationText.text(settings.warmup),
            timeout: DurationText.text(settings.timeout),
            connections: connections,
            inFlight: plan.model.isOpen ? settings.inFlightLimit : connections,
            threads: settings.threads,
            spin: settings.spins
        )
    }

    private static func judgement(_ verdict: Verdict) -> Report.Judgement {
        Report.Judgement(
            result: verdict.result.rawValue,
            exit: Int(verdict.exitCode),
            reasons: verdict.reasons.map { .init(rule: $0.rule, limit: $0.limit, value: $0.value, text: $0.text) },
            warnings: verdict.warnings
        )
    }

    private static func objective(_ result: ObjectiveResult) -> Report.ObjectiveLine {
        let (unit, divisor): (String, Double) =
            switch result.objective.quantity {
            case .quantile: ("us", 1_000)
            case .rate: ("1/s", 1)
            case .errorRate: ("ratio", 1)
            case .count: ("", 1)
            }
        return Report.ObjectiveLine(
            text: result.objective.text,
            value: result.value.map { $0 / divisor },
            limit: result.objective.limit / divisor,
            unit: unit,
            result: result.outcome.rawValue,
            samples: result.samples,
            isDefault: result.isDefault
        )
    }

    private static func errors(_ tally: ErrorTally, startedAt: Int64) -> [Report.ErrorLine] {
        ErrorClass.allCases.compactMap { errorClass in
            tally[errorClass].map { entry in
                Report.ErrorLine(
                    class: errorClass.text,
                    count: entry.count,
                    firstAt: Timestamp.text(startedAt + entry.first.nanoseconds),
                    lastAt: Timestamp.text(startedAt + entry.last.nanoseconds),
                    example: .init(
                        text: entry.example.text,
                        requestId: entry.example.requestID,
                        traceId: entry.example.traceID
                    )
                )
            }
        }
    }

    private static func identifier(_ result: RunResult) -> String {
        let value = SplitMix(seed: UInt64(bitPattern: result.startedAt)).value(at: result.plan.settings.seed)
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
