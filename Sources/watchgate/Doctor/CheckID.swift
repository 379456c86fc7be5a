/// The checks of `watchgate doctor`, in the order they are printed.
///
/// A name is the heading in docs/operations/doctor.md too, and never changes.
package enum CheckID: String, CaseIterable, Sendable {
    case configValid = "config_valid"
    case configApplied = "config_applied"
    case adminReachable = "admin_reachable"
    case gatewayReady = "gateway_ready"
    case scrapeRecent = "scrape_recent"
    case sinkState = "sink_state"
    case ledgerBalance = "ledger_balance"
    case logDrops = "log_drops"
    case spoolFill = "spool_fill"
    case canaryFound = "canary_found"
    case journaldLimit = "journald_limit"
    case elasticsearchReachable = "elasticsearch_reachable"
    case descriptors
    case diskSpace = "disk_space"
    case filePermissions = "file_permissions"
    case stateLeftovers = "state_leftovers"
    case deliveryFile = "delivery_file"
    case deliveryElasticsearch = "delivery_elasticsearch"

    /// Where the check is explained.
    package var page: String { "docs/operations/doctor.md#\(self.rawValue)" }
}
