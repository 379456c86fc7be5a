extension PutSetting: Deciding {
    package static let kind = "put_setting"
    /// The events' subject: settings have names, no ids.
    private static let subject = ID.nil

    package func needs(_ needs: inout Needs, actor: Actor) { needs.settings.insert(self.name) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.super)
        guard let name = SettingName(rawValue: self.name) else {
            var rejection = Rejection.parameter("/name", "must be a setting that exists")
            rejection.details["allowed"] = .array(SettingName.allCases.map { .string($0.rawValue) })
            throw rejection
        }
        try name.check(self.value)
        let before = set.settings[self.name]
        if let before {
            try Version.check(self.version, is: before.version)
        } else if self.version != nil {
            throw Rejection(.preconditionFailed)
        }

        let setting = Setting(name: self.name, value: self.value, version: (before?.version ?? 0) + 1)
        if before == nil { set.settings.insert(setting) } else { set.settings.update(setting.key) { $0 = setting } }
        set.record(
            "setting.changed",
            subject: Self.subject,
            scope: nil,
            before: before?.image,
            after: setting.image,
            &context
        )
        return Reply(before == nil ? 201 : 200, image: setting.image)
    }
}
