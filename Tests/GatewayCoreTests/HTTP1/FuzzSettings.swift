import Glibc

/// How much is tried: `WATCHGATE_FUZZ_SEED` (a number) and `WATCHGATE_FUZZ_COUNT`.
struct FuzzSettings {
    let seed: UInt64
    let count: Int

    static let defaultCount = 20_000

    static func fromEnvironment() -> FuzzSettings {
        FuzzSettings(
            seed: Self.value("WATCHGATE_FUZZ_SEED").flatMap { UInt64($0) } ?? 20_260_301,
            count: Self.value("WATCHGATE_FUZZ_COUNT").flatMap { Int($0) } ?? Self.defaultCount
        )
    }

    private static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// The generator of one case: the same whatever came before it.
    func random(_ number: Int) -> FuzzRandom {
        var seeds = FuzzRandom(seed: self.seed &+ UInt64(number) &* 0xD134_2543_DE82_EF95)
        return FuzzRandom(seed: seeds.next())
    }
}
