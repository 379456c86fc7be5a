/// What the keys of the `elasticsearch` sink must be together.
extension CrossCheck {
    static func checkElasticsearch(_ reader: inout ConfigurationReader) {
        let settings = reader.settings
        let prefix = "logs.sinks.elasticsearch."
        func report(_ key: String, _ text: String, _ instead: String) {
            reader.report(Problem(.contradiction, text, instead), key, settings.place(key))
        }
        let lists = ["logs.access.sinks", "logs.app.sinks"]
        let user = lists.first { settings.texts($0)?.contains("elasticsearch") == true }
        if let user, settings.entry(prefix + "url")?.value == nil, settings.entry(prefix + "url")?.place == nil {
            report(user, "the sink elasticsearch has no URL", "write \(prefix)url")
        }
        let canary = settings.entry(prefix + "canary")
        if canary?.place != nil, settings.integer(prefix + "canary") != 0,
            settings.texts("logs.app.sinks")?.contains("elasticsearch") != true
        {
            let instead = "write elasticsearch into logs.app.sinks, or 0s"
            report(prefix + "canary", "a canary is an app record, and those do not go to elasticsearch", instead)
        }
        let has = { (name: String) in settings.text(prefix + name) != nil }
        if has("username") != has("password_file") {
            let (there, missing) = has("username") ? ("username", "password_file") : ("password_file", "username")
            report(prefix + there, "\(there) stands without \(missing)", "write both, or api_key_file alone")
        }
        if has("api_key_file"), has("username") || has("password_file") {
            report(prefix + "api_key_file", "an API key and a user are both given", "write one of them")
        }
        if has("ca_file"), settings.text(prefix + "url")?.hasPrefix("http://") == true {
            report(prefix + "ca_file", "the URL is http, so no certificate is checked", "write https:// in the URL")
        }
    }
}
