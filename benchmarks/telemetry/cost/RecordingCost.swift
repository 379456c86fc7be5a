import Telemetry

/// What a counter and a histogram cost where they are recorded.
struct RecordingCost {
    private static let steps = 1 << 20

    /// Durations from 30 µs to 2 s, as requests have: no two neighbours in the same bucket.
    private static let durations: [UInt64] = {
        var state: UInt64 = 1
        return (0..<4_096).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (32_768 << ((state >> 32) % 16)) + (state >> 49)
        }
    }()

    /// Each thread records into the same 64 series through a writer of its own, as event loops do.
    func counter(threads: Int) -> Double {
        let registry = MetricRegistry(names: NameTable())
        let work = (0..<threads).map { _ -> @Sendable () -> Void in
            let writer = registry.makeWriter()
            let handles = (0..<64).map { index in
                let route = LabelValue.configured(registry.names.intern("/v1/orders/\(index)/{id}"))
                return writer.counter(Families.gatewayRouteRequests, route, .closed(Who.none))
            }
            return {
                handles.withUnsafeBufferPointer { handles in
                    for step in 0..<Self.steps { handles[step & 63].add() }
                }
            }
        }
        return Timing.nanoseconds(of: Self.steps, onEach: work)
    }

    func histogram(threads: Int) -> Double {
        let registry = MetricRegistry(names: NameTable())
        let work = (0..<threads).map { _ -> @Sendable () -> Void in
            let handle = registry.makeWriter().histogram(Families.logPipelineHandoff)
            return {
                Self.durations.withUnsafeBufferPointer { durations in
                    for step in 0..<Self.steps { handle.record(durations[step & 4_095]) }
                }
            }
        }
        return Timing.nanoseconds(of: Self.steps, onEach: work)
    }
}
