package import NIOCore

/// A named group of targets and how they are used.
package struct UpstreamPlan: Sendable, Equatable {
    /// How a target is chosen for an attempt.
    package enum Balance: String, Sendable, CaseIterable {
        case p2c
        case roundRobin = "round_robin"
        case hash
    }

    /// One address.
    package struct Target: Sendable, Equatable {
        /// As written: `host:port`; the label and the log field.
        package var address: String
        package var host: String
        package var port: Int
        /// 1 to 1000.
        package var weight: Int

        package init(address: String, host: String, port: Int, weight: Int = 1) {
            self.address = address
            self.host = host
            self.port = port
            self.weight = weight
        }
    }

    /// Per shard.
    package struct Pool: Sendable, Equatable {
        package var connections = 256
        package var waiters = 4_096

        package init() {}
    }

    /// Passive health: a target that fails `errors` times in a row is left out for `time`.
    package struct Ejection: Sendable, Equatable {
        package var errors = 5
        package var time = TimeAmount.seconds(10)
        /// 0 to 1: never more than this share of the targets is ejected.
        package var maxShare = 0.5

        package init() {}
    }

    /// Deadlines of one attempt (`total`: of all attempts of an exchange).
    package struct Timeouts: Sendable, Equatable {
        package var connect = TimeAmount.seconds(1)
        package var firstByte = TimeAmount.seconds(5)
        package var total = TimeAmount.seconds(15)

        package init() {}
    }

    /// Active health: a GET every `interval`; 2xx and 3xx are healthy.
    package struct Health: Sendable, Equatable {
        package var path = "/"
        package var interval = TimeAmount.seconds(5)

        package init() {}
    }

    /// Attempts in all, and the share of active requests that may be retries (at least 3).
    package struct Retries: Sendable, Equatable {
        package var attempts = 2
        package var budget = 0.2

        package init() {}
    }

    package var name: String
    package var targets: [Target]
    package var balance = Balance.p2c
    /// The header whose value is hashed, lower case; nil: the client's address.
    package var hashHeader: String?
    package var pool = Pool()
    package var ejection = Ejection()
    package var timeouts = Timeouts()
    package var health: Health?
    package var retries = Retries()

    package init(name: String, targets: [Target]) {
        self.name = name
        self.targets = targets
    }
}
