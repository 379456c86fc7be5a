/// The generic cell rate algorithm (ITU-T I.371): one number per key, the theoretical arrival time.
///
/// Step = per / limit, room = step × burst. Pure; all times are monotonic nanoseconds.
package struct GCRA: Sendable, Equatable {
    /// What a request gets.
    package struct Decision: Equatable {
        package var isAllowed: Bool
        /// Requests that would still be admitted now.
        package var left: UInt64
        /// Nanoseconds until a denied request would be admitted; 0 when it was.
        package var retryAfter: UInt64
        /// Nanoseconds until the whole burst is free again.
        package var untilFull: UInt64
        /// The theoretical arrival time to keep.
        package var arrival: UInt64
    }

    package var step: UInt64
    package var room: UInt64

    /// - Parameters:
    ///   - limit: Requests per `per`, at least 1.
    ///   - per: Nanoseconds.
    ///   - burst: Requests that may come at once, at least 1.
    package init(limit: Int, per: UInt64, burst: Int) {
        self.step = max(per / UInt64(max(limit, 1)), 1)
        self.room = self.step &* UInt64(max(burst, 1))
    }

    /// Decides one request of a cost.
    ///
    /// A kept time further ahead than one room (a clock that was set back) counts as one room.
    package func decide(arrival kept: UInt64, now: UInt64, cost: UInt64 = 1) -> Decision {
        let arrival = min(max(kept, now), now &+ self.room)
        let next = arrival &+ self.step &* cost
        if next > now &+ self.room {
            return Decision(
                isAllowed: false,
                left: (self.room &- (arrival &- now)) / self.step,
                retryAfter: next &- self.room &- now,
                untilFull: arrival &- now,
                arrival: arrival
            )
        }
        return Decision(
            isAllowed: true,
            left: (self.room &- (next &- now)) / self.step,
            retryAfter: 0,
            untilFull: next &- now,
            arrival: next
        )
    }
}
