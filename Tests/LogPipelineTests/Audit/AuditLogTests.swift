import Foundation
import LogPipeline
import Synchronization
import Telemetry
import Testing

/// An action is on record before it is done, or it is refused.
@Suite(.timeLimit(.minutes(15))) struct AuditLogTests {
    @Test func aRecordIsDurableBeforeTheActionAndReachesTheFile() async throws {
        let synced = Atomic<Int>(0)
        let folder = try TemporaryFolder()
        let rig = try AuditRig(in: folder) { configuration in
            configuration.auditSpoolOptions.synchronize = { descriptor in
                synced.add(1, ordering: .relaxed)
                return fdatasync(descriptor) == 0 ? 0 : errno
            }
        }
        #expect(rig.pipeline.audit == nil)
        try rig.pipeline.start()
        for number in 1...20 {
            try await rig.append("test.\(number)")
            #expect(synced.load(ordering: .relaxed) >= number)
        }
        #expect(eventually { rig.account.delivered == 20 })
        #expect(rig.account.offered == 20 && rig.account.imbalance == 0)
        #expect(rig.pipeline.snapshot.emitted[.audit]?.total == 20)
        rig.pipeline.stop(within: 5)
        let lines = try AuditRig.lines(folder)
        #expect(lines.count == 20)
        #expect(try AuditRig.verify(folder) == AuditSummary(files: 1, records: 20, first: 1, last: 20, repeated: 0))
        await #expect(throws: AuditError.self) { try await rig.append("late") }
    }

    @Test func aLineHasTheFieldsOfTheHandbookInItsOrder() async throws {
        let folder = try TemporaryFolder()
        let rig = try AuditRig(in: folder)
        try rig.pipeline.start()
        var event = AuditEvent(
            "rate_limit.update",
            message: "a \"b\"\n\u{2028}",
            category: "configuration",
            type: "change"
        )
        event.user.id = "a-7"
        event.user.name = "lin"
        event.user.roles = ["admin", "ops"]
        event.sourceIP = "198.51.100.20"
        event.requestID = "b1e0f5c2a7d94e66"
        event.objectType = "rate_limit"
        event.objectID = "member"
        event.change.beforeHash = "9b1f6c0e"
        event.change.afterHash = "41d7e2aa"
        event.change.diff = "limit: 100 -> 120"
        event.isSuccess = false
        event.reason = "no"
        try await #require(rig.pipeline.audit).append(event)
        rig.pipeline.stop(within: 5)
        let line = try AuditRig.lines(folder)[0]
        let keys = line.matches(of: #/[{,]"([@a-z_.]+)":/#).map { String($0.output.1) }
        #expect(
            keys == [
                "@timestamp", "log.level", "message", "ecs.version", "service.name", "service.version",
                "service.environment", "service.node.name", "host.name", "process.pid", "event.id", "event.kind",
                "event.category", "event.type", "event.action", "event.outcome", "event.reason", "event.dataset",
                "event.sequence", "data_stream.type", "data_stream.dataset", "data_stream.namespace", "gateway.boot",
                "gateway.shard", "user.id", "user.name", "user.roles", "source.ip", "http.request.id",
                "gateway.object.type", "gateway.object.id", "gateway.change.before_hash",
                "gateway.change.after_hash", "gateway.change.diff", "gateway.audit.chain", "gateway.audit.sequence",
                "gateway.audit.prev_hash", "gateway.audit.hash",
            ]
        )
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["message"] as? String == "a \"b\"\n\u{2028}")
        #expect(object["user.roles"] as? [String] == ["admin", "ops"])
        #expect(object["event.outcome"] as? String == "failure")
        #expect(line.contains(#"\u2028"#))
    }

    /// As anybody can, without a program of ours.
    @Test func theHashIsWhatSha256sumSays() async throws {
        let folder = try TemporaryFolder()
        try await AuditRig.run(folder, 3)
        let path = folder.file("audit.jsonl")
        let script = """
            previous=0000000000000000000000000000000000000000000000000000000000000000
            while IFS= read -r line; do
                case "$line" in *"\\"gateway.audit.prev_hash\\":\\"$previous\\""*) ;; *) exit 1 ;; esac
                hash=$(printf '%s' "${line%%,\\"gateway.audit.hash\\"*}" | sha256sum | cut -c1-64)
                case "$line" in *"\\"gateway.audit.hash\\":\\"$hash\\"}") ;; *) exit 1 ;; esac
                previous=$hash
            done <'\(path)'
            """
        #expect(throws: Never.self) { try NamespaceThread.run(script) }
    }

    @Test func theChainGoesOnAfterTheEndAndAfterAKill() async throws {
        let folder = try TemporaryFolder()
        try await AuditRig.run(folder, 5)
        try await AuditRig.run(folder, 5)
        // As after a kill: neither the head nor the cursor was written.
        unlink(folder.file("spool/audit/head"))
        unlink(folder.file("spool/audit/cursor-file"))
        try await AuditRig.run(folder, 5)
        let summary = try AuditRig.verify(folder)
        #expect(summary.records == 15 && summary.last == 15)
        // What the file had was not written again.
        #expect(summary.repeated == 0)
        #expect(try AuditRig.lines(folder).count == 15)
    }

    @Test func manyWaitForOneSync() async throws {
        let folder = try TemporaryFolder()
        let synced = Atomic<Int>(0)
        let rig = try AuditRig(in: folder) { configuration in
            configuration.auditSpoolOptions.synchronize = { _ in
                synced.add(1, ordering: .relaxed)
                usleep(20_000)
                return 0
            }
        }
        try rig.pipeline.start()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { await #expect(throws: Never.self) { try await rig.append("test.\(number)") } }
            }
        }
        #expect(synced.load(ordering: .relaxed) < 50)
        rig.pipeline.stop(within: 5)
        #expect(try AuditRig.verify(folder).records == 200)
    }

    @Test func whatCannotBeMadeDurableIsRefused() async throws {
        let folder = try TemporaryFolder()
        let isFailing = Atomic<Bool>(false)
        let rig = try AuditRig(in: folder) { configuration in
            configuration.auditSpoolOptions.synchronize = { _ in isFailing.load(ordering: .relaxed) ? EIO : 0 }
        }
        try rig.pipeline.start()
        try await rig.append("one")
        isFailing.store(true, ordering: .relaxed)
        let error = await #expect(throws: AuditError.self) { try await rig.append("two") }
        #expect(error?.code == .notWritten && error?.errorNumber == EIO)
        #expect(error?.description.hasPrefix("gateway_audit_unavailable: ") == true)
        isFailing.store(false, ordering: .relaxed)
        try await rig.append("three")
        rig.pipeline.stop(within: 5)
        #expect(try AuditRig.lines(folder).map { $0.contains(#""event.action":"two""#) } == [false, false])
        #expect(try AuditRig.verify(folder).last == 2)
        #expect(rig.account.offered == 2 && rig.account.delivered == 2)
    }

    @Test func aFullSpoolRefuses() async throws {
        let folder = try TemporaryFolder()
        let rig = try AuditRig(in: folder) { $0.auditSpoolBytes = 8192 }
        try rig.pipeline.start()
        var count: UInt64 = 0
        let error = await #expect(throws: AuditError.self) {
            while true {
                try await rig.append("test")
                count += 1
            }
        }
        #expect(error?.code == .full)
        #expect(count >= 5)
        rig.pipeline.stop(within: 5)
        #expect(try AuditRig.verify(folder).records == count)
    }

    @Test func noMoreWaitThanTheLimit() async throws {
        let folder = try TemporaryFolder()
        let isHeld = Atomic<Bool>(true)
        let hasBegun = Atomic<Bool>(false)
        let rig = try AuditRig(in: folder) { configuration in
            configuration.auditSpoolOptions.synchronize = { _ in
                hasBegun.store(true, ordering: .relaxed)
                while isHeld.load(ordering: .relaxed) { usleep(1000) }
                return 0
            }
        }
        try rig.pipeline.start()
        let audit = try #require(rig.pipeline.audit)
        let results = Mutex<[AuditError?]>([])
        func append() {
            audit.append(AuditEvent("test", message: "test")) { error in results.withLock { $0.append(error) } }
        }
        append()
        #expect(eventually { hasBegun.load(ordering: .relaxed) })
        for _ in 0..<AuditLog.waitingLimit { append() }
        #expect(results.withLock { $0.isEmpty })
        append()
        #expect(results.withLock { $0.map { $0?.code } } == [.busy])
        isHeld.store(false, ordering: .relaxed)
        #expect(eventually { results.withLock { $0.count } == AuditLog.waitingLimit + 2 })
        #expect(results.withLock { $0.count { $0 == nil } } == AuditLog.waitingLimit + 1)
        rig.pipeline.stop(within: 5)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a file system needs root"))
    func aFullDiskRefusesAndRecovers() async throws {
        let folder = try TemporaryFolder()
        let rig = try AuditRig(in: folder) { $0.spoolFolder = folder.file("disk/spool") }
        let disk = try SmallDisk(at: folder.file("disk"), kilobytes: 1024)
        try disk.thread.perform { try rig.pipeline.start() }
        try await rig.append("one")
        try disk.fill()
        var refused = 0
        for _ in 0..<20 {
            // What is left of the last block may take some more.
            do { try await rig.append("two") } catch { refused += 1 }
        }
        #expect(refused > 0)
        try disk.free()
        try await rig.append("three")
        rig.pipeline.stop(within: 5)
        let summary = try disk.thread.perform {
            try AuditVerifier.verify(filePath: folder.file("audit.jsonl"), spoolFolder: folder.file("disk/spool/audit"))
        }
        #expect(summary.records == UInt64(22 - refused))
    }

    @Test func aSinkThatFailsGetsTheRecordsLater() async throws {
        let folder = try TemporaryFolder()
        mkdir(folder.file("logs"), 0o755)
        let rig = try AuditRig(in: folder) { $0.fileAuditPath = folder.file("logs/audit.jsonl") }
        try rig.pipeline.start()
        try await rig.append("one")
        #expect(eventually { rig.account.delivered == 1 })
        rename(folder.file("logs"), folder.file("away"))
        usleep(700_000)
        for number in 0..<5 { try await rig.append("test.\(number)") }
        #expect(rig.account.delivered == 1 && rig.account.queueEvents == 5 && rig.account.imbalance == 0)
        mkdir(folder.file("logs"), 0o755)
        #expect(eventually { rig.account.delivered == 6 })
        #expect(rig.account.droppedTotal == 0 && rig.account.imbalance == 0)
        rig.pipeline.stop(within: 5)
    }

    @Test func aSinkThatIsGoneAtTheEndLeavesTheRestForTheNextRun() async throws {
        let folder = try TemporaryFolder()
        mkdir(folder.file("logs"), 0o755)
        let first = try AuditRig(in: folder) { $0.fileAuditPath = folder.file("logs/audit.jsonl") }
        try first.pipeline.start()
        rename(folder.file("logs"), folder.file("away"))
        usleep(700_000)
        for number in 0..<5 { try await first.append("test.\(number)") }
        first.pipeline.stop(within: 1)
        #expect(first.account.queueEvents == 5 && first.account.droppedTotal == 0 && first.account.imbalance == 0)
        let second = try AuditRig(in: folder)
        try second.pipeline.start()
        #expect(eventually { second.account.delivered == 5 })
        #expect(second.account.recovered == 5 && second.account.imbalance == 0)
        second.pipeline.stop(within: 5)
        #expect(try AuditRig.verify(folder).records == 5)
    }
}
