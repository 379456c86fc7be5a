import GatewayCore

extension PlanBuilder {
    func platform() -> PlatformPlan {
        var platform = PlatformPlan()
        platform.databaseVariable = self.variables.databaseVariable
        platform.isOn = self.settings.isPresent("platform") || platform.databaseVariable != nil
        platform.readers = self.integer("database.readers")
        platform.isFullySynchronous = self.text("database.sqlite_synchronous") == "full"
        platform.batch = self.integer("engine.batch")
        platform.queue = self.integer("engine.queue")
        platform.timeZone = self.text("engine.time_zone")
        for name in self.settings.names("payments") {
            platform.payments[name] = self.text("payments.\(name).secret_file")
        }
        platform.backup.directory = self.text("backup.dir")
        platform.backup.pre = self.settings.text("backup.pre")
        platform.backup.post = self.settings.text("backup.post")
        return platform
    }
}
