import Telemetry

/// The place of a level among all of them; `trace` is 0.
enum LevelIndex {
    static let info = LevelLabel.allCases.firstIndex(of: .info) ?? 0
}
