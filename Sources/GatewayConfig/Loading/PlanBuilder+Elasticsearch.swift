import GatewayCore

extension PlanBuilder {
    /// Nil without a URL.
    func elasticsearch() -> ElasticsearchPlan? {
        let prefix = "logs.sinks.elasticsearch."
        guard let url = self.settings.text(prefix + "url") else { return nil }
        var plan = ElasticsearchPlan(url: url, spool: self.text(prefix + "spool"))
        plan.namespace = self.text(prefix + "namespace")
        plan.spoolBytes = self.integer(prefix + "spool_bytes")
        plan.batchBytes = self.integer(prefix + "batch_bytes")
        plan.batchEvents = self.integer(prefix + "batch_events")
        plan.linger = self.time(prefix + "linger")
        plan.username = self.settings.text(prefix + "username")
        plan.passwordFile = self.settings.text(prefix + "password_file")
        plan.apiKeyFile = self.settings.text(prefix + "api_key_file")
        plan.caFile = self.settings.text(prefix + "ca_file")
        let hasAppRecords = self.settings.texts("logs.app.sinks")?.contains("elasticsearch") == true
        let canary = self.time(prefix + "canary")
        plan.canary = hasAppRecords && self.integer(prefix + "canary") > 0 ? canary : nil
        return plan
    }
}
