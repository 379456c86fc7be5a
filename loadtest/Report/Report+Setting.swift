extension Report {
    /// Which run this was.
    package struct Run: Codable, Sendable, Equatable {
        package var id: String
        package var started: String
        package var ended: String
        package var command: [String]
        package var seed: UInt64
        package var loadtestVersion: String
    }

    /// Where the generator ran.
    package struct Environment: Codable, Sendable, Equatable {
        package struct Limits: Codable, Sendable, Equatable {
            package var descriptors: Int
            /// Cores that the generator may use.
            package var cpu: Double
        }

        package var cpu: String
        package var cores: Int
        package var kernel: String
        package var governor: String?
        package var limits: Limits
        package var colocated: Bool
    }

    /// What was to be done.
    package struct Plan: Codable, Sendable, Equatable {
        package struct Stage: Codable, Sendable, Equatable {
            /// How long; nil: until the number of requests is reached.
            package var hold: String?
            package var rate: String?
            package var users: Int?
            package var requests: Int?
        }

        package var model: String
        package var method: String
        package var url: String
        package var stages: [Stage]
        package var warmup: String
        package var timeout: String
        package var connections: Int
        package var inFlight: Int
        package var threads: Int
        package var spin: Bool
    }
}
