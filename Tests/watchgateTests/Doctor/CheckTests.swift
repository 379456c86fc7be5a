import Testing
import watchgate

/// Each check at its limit and one past it.
@Suite struct CheckTests {
    @Test(arguments: [("80", Finding.Verdict.ok), ("81", .warning), ("95", .warning), ("96", .failed)])
    func descriptors(open: String, verdict: Finding.Verdict) throws {
        let figures = try GatewayFigures("process_open_fds \(open)\nprocess_max_fds 100")
        #expect(DescriptorsCheck.evaluate(figures).verdict == verdict)
    }

    @Test func hiddenDescriptorsAreNoFault() throws {
        #expect(DescriptorsCheck.evaluate(try GatewayFigures("process_max_fds 100")).verdict == .ok)
    }

    @Test(arguments: [(100.0, Finding.Verdict.ok), (99, .warning), (50, .warning), (49, .failed)])
    func diskSpace(free: Double, verdict: Finding.Verdict) {
        let full = DiskSpaceCheck.Disk(folder: "/log", freeBytes: free, sizeBytes: 1000)
        let empty = DiskSpaceCheck.Disk(folder: "/state", freeBytes: 900, sizeBytes: 1000)
        let finding = DiskSpaceCheck.evaluate([empty, full])
        #expect(finding.verdict == verdict)
        #expect(finding.cause.hasPrefix("/log: "))
        #expect(DiskSpaceCheck.evaluate([]).verdict == .ok)
    }

    @Test(arguments: [("699", Finding.Verdict.ok), ("700", .warning), ("899", .warning), ("900", .failed)])
    func spoolFill(bytes: String, verdict: Finding.Verdict) throws {
        let figures = try GatewayFigures(
            """
            log_pipeline_spool_bytes{sink="elasticsearch"} \(bytes)
            log_pipeline_spool_max_bytes{sink="elasticsearch"} 1000
            """
        )
        #expect(SpoolFillCheck.evaluate(figures).verdict == verdict)
        #expect(SpoolFillCheck.evaluate(try GatewayFigures("other 1")).verdict == .ok)
    }

    /// 300 in 30 s are 10 records/s.
    @Test(arguments: [("7", Finding.Verdict.ok), ("8", .warning), ("9", .warning), ("10", .failed)])
    func journaldLimit(rate: String, verdict: Finding.Verdict) throws {
        let limits = "log_pipeline_journald_limit_events 300\nlog_pipeline_journald_limit_interval_seconds 30\n"
        let offered = #"log_pipeline_events_offered_total{sink="journald",stream="access"}"#
        let last = 100 + (Int(rate) ?? 0)
        let figures = try GatewayFigures("\(limits)\(offered) \(last)", before: "\(limits)\(offered) 100")
        #expect(JournaldLimitCheck.evaluate(figures).verdict == verdict)
    }

    @Test func aJournalWithoutALimitOrUnusedIsFine() throws {
        let offered = #"log_pipeline_events_offered_total{sink="journald",stream="access"} "#
        let unlimited = try GatewayFigures(
            offered + "5000\nlog_pipeline_journald_limit_events 0",
            before: offered + "0"
        )
        #expect(JournaldLimitCheck.evaluate(unlimited).cause == "journald has no rate limit for the gateway")
        let unused = try GatewayFigures("log_pipeline_journald_limit_events 1")
        #expect(JournaldLimitCheck.evaluate(unused).cause == "no stream goes to journald")
    }

    @Test(
        arguments: [
            ("ok", Finding.Verdict.ok), ("retrying", .warning), ("stalled", .failed), ("auth_failed", .failed),
            ("misconfigured", .failed), ("disabled", .failed),
        ]
    )
    func sinkState(state: String, verdict: Finding.Verdict) throws {
        let lines = ["ok", "retrying", "stalled", "auth_failed", "misconfigured", "disabled"].map { each in
            #"log_pipeline_sink_state{sink="file",state="\#(each)"} \#(each == state ? 1 : 0)"#
        }
        let finding = SinkStateCheck.evaluate(try GatewayFigures(lines.joined(separator: "\n")))
        #expect(finding.verdict == verdict)
        #expect(finding.fix.isEmpty == (verdict == .ok))
    }

    @Test(arguments: [("0", Finding.Verdict.ok), ("1", .failed), ("-1", .failed)])
    func ledgerBalance(events: String, verdict: Finding.Verdict) throws {
        let figures = try GatewayFigures(#"log_pipeline_ledger_imbalance_events{sink="file"} \#(events)"#)
        #expect(LedgerBalanceCheck.evaluate(figures).verdict == verdict)
    }

    @Test(
        arguments: [
            ("access", 0, 0, Finding.Verdict.ok), ("access", 7, 7, .warning), ("access", 7, 8, .failed),
            ("audit", 1, 1, .failed),
        ]
    )
    func logDrops(stream: String, before: Int, last: Int, verdict: Finding.Verdict) throws {
        let name = #"log_pipeline_events_dropped_total{sink="file",stream="\#(stream)",reason="ring_full"} "#
        let finding = LogDropsCheck.evaluate(try GatewayFigures(name + "\(last)", before: name + "\(before)"))
        #expect(finding.verdict == verdict)
        if stream == "access", last > 0 { #expect(finding.cause.contains("file access ring_full \(last)")) }
    }

    @Test(
        arguments: [
            (5.0, 3.0 as Double?, 9.0, Finding.Verdict.ok), (5, nil, 1000, .failed), (0, nil, 60, .warning),
            (0, nil, 60.1, .failed),
        ]
    )
    func scrapeRecent(total: Double, seen: Double?, uptime: Double, verdict: Finding.Verdict) {
        let watch = ScrapeRecentCheck.Watch(total: total, seenAfterSeconds: seen, uptimeSeconds: uptime)
        #expect(ScrapeRecentCheck.evaluate(watch, limitSeconds: 60).verdict == verdict)
        let isDecided = seen != nil || (total == 0 && uptime > 60)
        #expect(ScrapeRecentCheck.isDecided(watch, limitSeconds: 60) == isDecided)
    }

    @Test func gatewayReady() throws {
        #expect(GatewayReadyCheck.evaluate(try GatewayFigures("gateway_ready 1")).verdict == .ok)
        #expect(GatewayReadyCheck.evaluate(try GatewayFigures("gateway_ready 0")).verdict == .failed)
        #expect(GatewayReadyCheck.evaluate(try GatewayFigures("")).verdict == .failed)
    }

    @Test(arguments: [("1", "a", Finding.Verdict.ok), ("1", "b", .warning), ("0", "a", .failed)])
    func configApplied(lastReload: String, fileHash: String, verdict: Finding.Verdict) throws {
        let figures = try GatewayFigures(
            "gateway_config_last_reload_successful \(lastReload)\ngateway_config_info{hash=\"a\"} 1"
        )
        #expect(ConfigAppliedCheck.evaluate(figures, fileHash: fileHash).verdict == verdict)
    }

    @Test(
        arguments: [
            (FilePermissionsCheck.Kind.folder, 0o755 as UInt32, Finding.Verdict.ok), (.folder, 0o757, .failed),
            (.log, 0o640, .ok), (.log, 0o644, .warning), (.log, 0o642, .failed), (.secret, 0o640, .ok),
            (.secret, 0o644, .failed), (.secret, 0o660, .failed), (.secret, 0o100_600, .ok),
        ]
    )
    func filePermissions(kind: FilePermissionsCheck.Kind, mode: UInt32, verdict: Finding.Verdict) {
        let items = [FilePermissionsCheck.Item(path: "/x", kind: kind, mode: mode)]
        #expect(FilePermissionsCheck.evaluate(items).verdict == verdict)
    }

    @Test func stateLeftovers() {
        let verdict = { (rings: Int, bad: [String], isRunning: Bool) in
            StateLeftoversCheck.evaluate(.init(ringFolders: rings, badFiles: bad, isRunning: isRunning)).verdict
        }
        #expect(verdict(0, [], true) == .ok)
        #expect(verdict(1, [], true) == .warning)
        #expect(verdict(2, [], false) == .ok)
        #expect(verdict(0, ["/state/1.bad"], false) == .warning)
    }

    @Test(
        arguments: [
            (nil as [Int]?, Finding.Verdict.ok, "no canaries"), ([0, 0, 0], .ok, "no canary"),
            ([3, 0, 0], .ok, "all 3"), ([0, 1, 0], .failed, "1 were missing"), ([0, 0, 1], .failed, "1 could not"),
            ([5, 1, 2], .warning, "5 were found, 1 were missing, 2 could not"),
        ]
    )
    func canaryFound(counts: [Int]?, verdict: Finding.Verdict, words: String) throws {
        let results = ["found", "missing", "unreadable"]
        let lines = zip(results, counts ?? []).map {
            "log_pipeline_canary_total{sink=\"elasticsearch\",result=\"\($0)\"} \($1)"
        }
        let finding = CanaryCheck.evaluate(try GatewayFigures(lines.joined(separator: "\n")))
        #expect(finding.verdict == verdict && finding.cause.contains(words))
    }

    @Test func elasticsearchReachable() throws {
        let server = try #require(ElasticsearchAddress("http://127.0.0.1:9201"))
        #expect(ElasticsearchReachableCheck.evaluate(server, obstacle: nil).verdict == .ok)
        let finding = ElasticsearchReachableCheck.evaluate(server, obstacle: "nobody accepts connections")
        #expect(finding.verdict == .failed && finding.isUnreachable)
        #expect(finding.cause.contains("127.0.0.1:9201"))
    }

    @Test(arguments: [
        "127.0.0.1:9200", "ftp://x:1", "http://", "http://u:p@x:9200", "http://x:9200/path", "http://x:9200?a=1", "",
    ])
    func otherAddressesAreRefused(text: String) { #expect(ElasticsearchAddress(text) == nil) }

    @Test func theExitCodeSaysWhatFailed() {
        let ok = Finding.ok(.configValid, "fine")
        let warning = Finding.warning(.logDrops, "some", fix: "Look.")
        let failed = Finding.failed(.diskSpace, "full", fix: "Clean.")
        let gone = Finding.unreachable(.adminReachable, "nobody", fix: "Start.")
        #expect(DoctorReport([ok, warning]).exitCode == 0)
        #expect(DoctorReport([ok, gone]).exitCode == 69)
        #expect(DoctorReport([failed, gone]).exitCode == 1)
        let report = DoctorReport([gone, warning, ok])
        #expect(report.findings.map(\.id) == [.configValid, .adminReachable, .logDrops])
        #expect(report.text.contains("fix: Start. (docs/operations/doctor.md#admin_reachable)"))
    }
}
