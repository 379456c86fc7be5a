import Foundation
import GatewayConfig
import GatewayCore
import LogPipeline

/// Gathers what the checks look at, asks each check, and puts their answers together.
struct Doctor {
    let config: String
    /// How old the last scrape may be, in seconds.
    let scrapeAge: Double
    let skipped: Set<CheckID>
    /// Nil: as the sink of the configuration has it.
    var elasticsearch: ElasticsearchAddress?
    var authorizationFile: String?
    /// How far back Elasticsearch is read; nil: delivery is not checked.
    var deliverySince: String?
    private var findings: [Finding] = []

    init(config: String, scrapeAge: Double, skipped: Set<CheckID>) {
        (self.config, self.scrapeAge, self.skipped) = (config, scrapeAge, skipped)
    }

    mutating func run() async -> DoctorReport {
        if let plan = self.checkConfiguration() {
            let isRunning = await self.checkGateway(plan)
            self.add(.diskSpace) { DiskSpaceCheck.evaluate(FolderFacts.disks(plan)) }
            let store = self.takeStore(plan)
            let secrets = self.secretFiles + ["\(plan.stateDirectory)/fingerprint.key"] + store
            self.add(.filePermissions) {
                FilePermissionsCheck.evaluate(FolderFacts.permissions(plan, secrets: secrets))
            }
            self.add(.stateLeftovers) {
                StateLeftoversCheck.evaluate(FolderFacts.leftovers(plan, isRunning: isRunning))
            }
            if self.deliverySince != nil { self.add(.deliveryFile) { FileDelivery.check(plan) } }
        }
        await self.checkElasticsearch()
        return DoctorReport(self.findings)
    }

    /// Adds a finding, unless the check is left out or finds nothing to look at.
    private mutating func add(_ id: CheckID, _ check: () -> Finding?) {
        if self.skipped.contains(id) { return }
        if let finding = check() { self.findings.append(finding) }
    }

    /// Files with secrets: our own option's, and those that `NAME_FILE` variables name.
    private var secretFiles: [String] {
        let environment = ProcessInfo.processInfo.environment
        let names = ["DATABASE_URL_FILE", "REDIS_URL_FILE", "JWT_SECRET_FILE"]
        return names.compactMap { environment[$0] } + [self.authorizationFile].compactMap { $0 }
    }

    /// Takes the address of the `elasticsearch` sink, unless an option names another.
    /// - Returns: The sink's files with secrets.
    private mutating func takeStore(_ plan: GatewayPlan) -> [String] {
        let sinks = plan.logs.accessSinks + plan.logs.appSinks
        guard let store = plan.logs.elasticsearch, sinks.contains(.elasticsearch) else { return [] }
        if self.elasticsearch == nil, let endpoint = try? OutboundEndpoint(url: store.url) {  // the loader checked it
            self.elasticsearch = ElasticsearchAddress(endpoint, caFile: store.caFile)
        }
        return [store.passwordFile, store.apiKeyFile].compactMap { $0 }
    }

    private mutating func checkConfiguration() -> GatewayPlan? {
        switch ConfigurationFile.read(self.config) {
        case .success(let loaded):
            let count = loaded.warnings.items.count
            let text = "\(self.config): \(loaded.plan.routes.count) routes, hash \(loaded.plan.hash)"
            self.add(.configValid) {
                if count == 0 { return .ok(.configValid, text) }
                return .warning(.configValid, "\(text), \(count) warnings", fix: "Run watchgate check on the file.")
            }
            return loaded.plan
        case .failure(let diagnostics):
            let first = diagnostics.errors.first.map { ", the first: \($0.what); \($0.instead)" } ?? ""
            let text = "\(self.config) has \(diagnostics.errors.count) errors\(first)"
            // Without it nobody knows where to look, so it cannot be left out.
            self.findings.append(.failed(.configValid, text, fix: "Run watchgate check on the file."))
            return nil
        }
    }

    /// - Returns: Whether the gateway answers.
    private mutating func checkGateway(_ plan: GatewayPlan) async -> Bool {
        var watcher = GatewayWatcher(plan.admin)
        let figures: GatewayFigures
        do {
            figures = try await watcher.read()
        } catch {
            self.findings.append(watcher.unanswered(error))
            return false
        }
        self.add(.adminReachable) { .ok(.adminReachable, "\(watcher.address) answers") }
        self.add(.configApplied) { ConfigAppliedCheck.evaluate(figures, fileHash: plan.hash) }
        self.add(.gatewayReady) { GatewayReadyCheck.evaluate(figures) }
        self.add(.sinkState) { SinkStateCheck.evaluate(figures) }
        self.add(.ledgerBalance) { LedgerBalanceCheck.evaluate(figures) }
        self.add(.logDrops) { LogDropsCheck.evaluate(figures) }
        self.add(.spoolFill) { SpoolFillCheck.evaluate(figures) }
        self.add(.canaryFound) { CanaryCheck.evaluate(figures) }
        self.add(.journaldLimit) { JournaldLimitCheck.evaluate(figures) }
        self.add(.descriptors) { DescriptorsCheck.evaluate(figures) }
        if !self.skipped.contains(.scrapeRecent) {
            let limit = self.scrapeAge
            let watch = await watcher.watchScrapes(limitSeconds: limit)
            self.add(.scrapeRecent) { ScrapeRecentCheck.evaluate(watch, limitSeconds: limit) }
        }
        return true
    }

    private mutating func checkElasticsearch() async {
        guard let server = self.elasticsearch else { return }
        if !self.skipped.contains(.elasticsearchReachable) {
            let obstacle = await StoreExchange(server: server, seconds: 3).obstacle()
            self.add(.elasticsearchReachable) { ElasticsearchReachableCheck.evaluate(server, obstacle: obstacle) }
        }
        guard let since = self.deliverySince, !self.skipped.contains(.deliveryElasticsearch) else { return }
        self.findings.append(await self.checkDelivery(server, since: since))
    }

    private func checkDelivery(_ server: ElasticsearchAddress, since: String) async -> Finding {
        var authorization: String?
        if let file = self.authorizationFile {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                return .failed(.deliveryElasticsearch, "\(file) cannot be read", fix: "Mend --authorization-file.")
            }
            authorization = text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        var delivery = ElasticsearchDelivery(server: server, since: since, authorization: authorization)
        return await delivery.check()
    }
}
