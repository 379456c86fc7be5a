/// What was read: a value for every key that has one, by its full path, and what the file's lists and mappings hold.
struct ConfigurationSettings {
    /// In the table's order.
    private(set) var order: [String] = []
    private var entries: [String: ConfigurationEntry] = [:]
    /// Entries of lists of mappings; also those with errors in them.
    private var counts: [String: Int] = [:]
    /// Names in a mapping of names, in the file's order.
    private var names: [String: [String]] = [:]
    /// Where a name, an entry of a list or a mapping stands.
    private var places: [String: ConfigurationPlace] = [:]

    mutating func add(_ entry: ConfigurationEntry) {
        if self.entries.updateValue(entry, forKey: entry.key) == nil { self.order.append(entry.key) }
    }

    mutating func setCount(_ count: Int, of key: String) { self.counts[key] = count }
    mutating func addName(_ name: String, to key: String) { self.names[key, default: []].append(name) }
    mutating func setPlace(_ place: ConfigurationPlace, of key: String) { self.places[key] = place }

    /// Gives a value to a key that has none, without changing where it comes from.
    mutating func derive(_ key: String, _ value: ConfigurationValue, origin: ConfigurationOrigin? = nil) {
        guard self.entries[key] != nil, self.entries[key]?.value == nil else { return }
        self.entries[key]?.value = value
        if let origin { self.entries[key]?.origin = origin }
    }

    /// Puts a value over whatever the file says; a key that was not read stays unread.
    mutating func override(
        _ key: String,
        _ value: ConfigurationValue,
        origin: ConfigurationOrigin,
        place: ConfigurationPlace
    ) {
        self.entries[key]?.value = value
        self.entries[key]?.origin = origin
        self.entries[key]?.place = place
    }

    var all: [ConfigurationEntry] { self.order.compactMap { self.entries[$0] } }

    func entry(_ key: String) -> ConfigurationEntry? { self.entries[key] }
    func count(_ key: String) -> Int { self.counts[key] ?? 0 }
    func names(_ key: String) -> [String] { self.names[key] ?? [] }

    /// Where a key's value stands, or else the key; the whole file when neither is known.
    func place(_ key: String) -> ConfigurationPlace { self.entries[key]?.place ?? self.places[key] ?? .file }

    /// Whether a mapping that switches something on is there.
    func isPresent(_ key: String) -> Bool { self.places[key] != nil }

    // MARK: Values; nil when the key is absent or was wrong

    func integer(_ key: String) -> Int? {
        switch self.entries[key]?.value {
        case .integer(let value), .milliseconds(let value), .bytes(let value): value
        default: nil
        }
    }

    func share(_ key: String) -> Double? {
        if case .share(let value) = self.entries[key]?.value { value } else { nil }
    }

    func boolean(_ key: String) -> Bool? {
        if case .boolean(let value) = self.entries[key]?.value { value } else { nil }
    }

    func text(_ key: String) -> String? {
        if case .text(let value) = self.entries[key]?.value { value } else { nil }
    }

    func texts(_ key: String) -> [String]? {
        if case .list(let values) = self.entries[key]?.value { values.map(\.text) } else { nil }
    }
}
