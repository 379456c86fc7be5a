extension AccessRecord {
    /// Whether bytes that nobody has vouched for can be a record of a shard: what holds for every record holds here.
    ///
    /// - Parameters:
    ///   - bytes: Aligned to 8 bytes.
    ///   - shard: Whose record it must be.
    ///   - nameCount: How many names there are.
    /// - Returns: False when something cannot be.
    package static func isPlausible(_ bytes: UnsafeRawBufferPointer, shard: UInt16, nameCount: Int) -> Bool {
        guard bytes.count >= MemoryLayout<AccessRecord>.size else { return false }
        let record = bytes.load(as: AccessRecord.self)
        let rest = bytes.count - MemoryLayout<AccessRecord>.size - record.texts.total
        guard (0..<8).contains(rest), UInt16(record.shard) == shard, record.startWallNanoseconds > 0 else {
            return false
        }
        var total: UInt64 = 0
        for index in 0..<Phase.count { total &+= record.phases[index] }
        guard total == record.durationNanoseconds, Int(record.outcome) < Outcome.allCases.count,
            Int(record.method) < MethodLabel.allCases.count, [0, 10, 11].contains(record.httpVersion),
            record.status < 1_000, record.upstreamStatus < 1_000
        else { return false }
        return [record.route, record.upstream, record.target, record.rateLimitPolicy].allSatisfy {
            Int($0) < nameCount
        }
    }
}
