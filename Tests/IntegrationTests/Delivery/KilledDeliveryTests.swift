import Foundation
import TestKit
import Testing

/// kill -9 and outages on the whole way from a request to a strict `_bulk` receiver.
@Suite(.blocking, .serialized) struct KilledDeliveryTests {
    private static let shards = 2
    private static let clients = 4

    private static func setup(_ receiver: BulkReceiver) throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.shards = Self.shards
        setup.rotateBytes = Scale.isFull ? "64MiB" : "1MiB"
        let batch = Scale.count(50, full: 5_000)
        let linger = Scale.isFull ? "100ms" : "10ms"
        // Room for all that a store that fails so often may leave: a full spool gives records up, and counts them.
        let room = Scale.isFull ? "4GiB" : "64MiB"
        let keys = "batch_events: \(batch), linger: \(linger), spool_bytes: \(room)"
        setup.elasticsearch = "url: \"http://127.0.0.1:\(receiver.port)\", \(keys)"
        return setup
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max)]) func killsAndOutagesLoseNothing(_ seed: UInt64) throws {
        print("seed of the kills and faults: \(seed)")
        let faults = StoreFaults(seed: seed)
        let receiver = try BulkReceiver(
            keepsLines: false,
            script: { _, _, ids in faults.reply(ids) },
            refuses: StoreFaults.refusal
        )
        let outages = Box<String>()
        ScriptedUpstream.startThread {
            do { try faults.runOutages(of: receiver); outages.set("") } catch { outages.set("\(error)") }
        }
        let started = Deadline.now()
        let run = try Self.killAndRestart(try GatewayProcess.start(try Self.setup(receiver)), faults)
        defer { run.gateway.stop() }
        let loaded = Deadline.now()
        faults.end()
        #expect(try Deadline.wait(for: "the last outage") { outages.value } == "")
        let last = try Self.drain(run.gateway)
        let drained = Deadline.now()
        #expect(run.gateway.terminate() == .exited(0))
        var all = DeliveryWatch.Sight()
        for sight in run.sights + [last] { all.add(sight) }
        #expect(all.faults == [] && all.scrapes > run.sights.count, "seed \(seed)")
        // Of the first and of the last processes, since one that lived for a moment has not sent a whole batch.
        let few = max(1, Self.kills / 5)
        let first = run.sights.prefix(few).map(\.residentBytes).max() ?? 0
        let final = max(run.sights.suffix(few).map(\.residentBytes).max() ?? 0, last.residentBytes)
        #expect(final < first + 32 * 1_048_576, "seed \(seed)")
        let rate = Double(run.ids.count) / (Double(loaded - started) / 1e9)
        print("\(run.ids.count) answered in \((loaded - started) / 1_000_000) ms, \(Int(rate)) a second, all delivered")
        print("\((drained - loaded) / 1_000_000) ms later; \(all), resident at first \(first), at last \(final)")
        print("the store: \(receiver.requestCount) requests, \(receiver.duplicateCount) items 409, \(faults.summary)")
        try Self.expectExact(run.gateway, run.ids, receiver, kills: Self.kills, "seed \(seed)")
    }

    // MARK: Running

    private static let kills = Scale.count(3, full: 50)
    private static let records = Scale.count(2_000, full: 1_000_000)

    private struct Run {
        var gateway: GatewayProcess
        /// Of answered requests.
        var ids: [String] = []
        /// One of each process.
        var sights: [DeliveryWatch.Sight] = []
    }

    /// Loads a gateway and kills it, again and again; the last one is loaded until all records are there.
    private static func killAndRestart(_ first: GatewayProcess, _ faults: StoreFaults) throws -> Run {
        var run = Run(gateway: first)
        let perRound = Self.records / (Self.kills + 1)
        for _ in 0..<Self.kills {
            let count = perRound / 2 + faults.random(below: perRound)
            let gateway = run.gateway
            try Self.load(&run, until: count) {
                usleep(UInt32(faults.random(below: 20_000)))
                gateway.signal(SIGKILL)
            }
            #expect(gateway.process.wait() == .signalled(SIGKILL))
            run.gateway = try GatewayProcess.start(gateway.setup, after: gateway)
        }
        try Self.load(&run, until: max(1, Self.records - run.ids.count)) {}
        return run
    }

    private static func load(_ run: inout Run, until count: Int, _ end: () -> Void) throws {
        let recorder = AnswerRecorder(
            port: run.gateway.port,
            depth: Scale.count(1, full: 16),
            pause: UInt32(Scale.count(4_000, full: 0))
        )
        let watch = DeliveryWatch(run.gateway, interval: UInt32(Scale.count(50_000, full: 1_000_000)))
        let answers = Box<AnswerRecorder.Answers>()
        let sight = Box<DeliveryWatch.Sight>()
        ScriptedUpstream.startThread { answers.set(recorder.run(Self.clients)) }
        ScriptedUpstream.startThread { sight.set(watch.run()) }
        try Deadline.wait(for: "\(count) answers", within: 300) { recorder.answered >= count ? () : nil }
        end()
        recorder.stop()
        watch.stop()
        run.ids += try Deadline.wait(for: "the clients") { answers.value }.ids
        run.sights.append(try Deadline.wait(for: "the scrapes") { sight.value })
    }

    /// Waits until nothing waits any more.
    private static func drain(_ gateway: GatewayProcess) throws -> DeliveryWatch.Sight {
        let exposition = try Deadline.wait(for: "an empty spool", within: Double(Scale.count(40, full: 300))) {
            usleep(20_000)
            let exposition = try gateway.scrape()
            return exposition.sum("log_pipeline_queue_events") == 0 ? exposition : nil
        }
        var sight = DeliveryWatch.Sight()
        DeliveryWatch.note(exposition, &sight)
        let labels = ["sink": "elasticsearch"]
        func total(_ name: String) -> Double { exposition.sum("log_pipeline_events_\(name)_total", labels) }
        let settled = total("delivered") + total("duplicates") + total("dead_lettered")
        #expect(total("offered") + total("recovered") == settled)
        return sight
    }

    // MARK: Afterwards

    /// What the clients saw, the log file, the store and the dead letters against each other.
    private static func expectExact(
        _ gateway: GatewayProcess,
        _ ids: [String],
        _ receiver: BulkReceiver,
        kills: Int,
        _ note: Comment
    ) throws {
        let log = LogTally(gateway)
        #expect(log.faults == [] && log.gaps == [], note)
        #expect(receiver.violations == [], note)
        // Of each shard the request whose answer was just sent may have no record yet when the kill comes.
        let missing = ids.count { !log.requests.contains($0) }
        #expect(missing <= kills * Self.shards && Set(ids).count == ids.count, note)
        let stored = receiver.stored
        let refused = log.events.keys.filter { StoreFaults.isRefused($0) || StoreFaults.isPoison($0) }
        let letters = try AccessLine.parse(gateway.folder.bytes("state/spool/dead/elasticsearch.jsonl"))
        let lines = letters.compactMap { $0.text("line") }
        let dead = Set(try lines.compactMap { try AccessLine(Data($0.utf8)).text("event.id") })
        #expect(dead == Set(refused) && lines.count == letters.count, note)
        #expect(stored.count + dead.count == log.events.count, note)
        let different = log.events.count { !dead.contains($0.key) && stored[$0.key]?.fingerprint != $0.value }
        #expect(different == 0, note)
        print("\(log.lineCount) lines, \(stored.count) stored, \(dead.count) dead letters in \(letters.count) lines,")
        print("\(missing) killed between answer and record")
    }
}
