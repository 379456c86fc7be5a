extension Report {
    /// The verdict with its reasons.
    package struct Judgement: Codable, Sendable, Equatable {
        package struct Reason: Codable, Sendable, Equatable {
            package var rule: String
            package var limit: String
            package var value: String
            package var text: String
        }

        package var result: String
        package var exit: Int
        package var reasons: [Reason]
        package var warnings: [String]
    }

    /// One objective beside its value, both in `unit`.
    package struct ObjectiveLine: Codable, Sendable, Equatable {
        package var text: String
        package var value: Double?
        package var limit: Double
        /// `us`, `1/s`, `ratio` or empty.
        package var unit: String
        package var result: String
        package var samples: Int
        /// Applied without being asked for.
        package var isDefault: Bool
    }
}
