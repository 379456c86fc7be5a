/// The bucket bounds of telemetry.md section 2, in the unit of the family.
enum Buckets {
    /// **D**: durations of requests.
    static let duration: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
    ]
    /// **F**: durations of work inside the process.
    static let fast: [Double] = [1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1]
    /// **E**: commands of the engine.
    static let engine: [Double] = fast + [2.5, 5]
    /// Commands in a batch.
    static let batch: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]
    /// **B**: bodies.
    static let bytes: [Double] = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216]
}
