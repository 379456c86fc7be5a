import Logging
import Telemetry

/// One app record before it becomes bytes.
struct AppEvent {
    var level: Logger.Level
    var message: String
    var logger = "watchgate.logs"
    var file = ""
    var function = ""
    var line: UInt = 0
    var thread = ""
    var errorType = ""
    var errorMessage = ""
    var outcome = Outcome.success
    var traceID: (high: UInt64, low: UInt64) = (0, 0)
    var spanID: UInt64 = 0
    var suppressedCount: UInt64 = 0
    /// Sanitised keys, sorted.
    var labels: [(key: String, value: String)] = []
    /// How many labels there were beyond the most that are kept.
    var lostLabelCount = 0
    /// How many values were kept out of it.
    private(set) var redactedCount: UInt64 = 0

    init(level: Logger.Level, message: String) {
        self.level = level
        self.message = message
    }

    /// Takes trace, span and error code out of the metadata and makes labels of the rest.
    ///
    /// `trace.id`, `span.id` and `error.code` are taken when they are what ECS says they are; else they are labels too.
    mutating func take(_ metadata: Logger.Metadata) {
        var rest: [(key: String, value: String)] = []
        for (key, value) in metadata {
            let label = LabelText(key, value)
            self.redactedCount += label.redactedCount
            if !self.takeKnown(key, label.text) { rest.append((LabelText.key(key), label.text)) }
        }
        rest.sort { $0.key < $1.key }
        self.lostLabelCount = max(0, rest.count - TextCap.labelCount)
        self.labels = Array(rest.prefix(TextCap.labelCount))
        // Two keys can become one; a JSON object has each key once. From the end, so that originals are compared.
        for index in self.labels.indices.dropFirst().reversed()
        where self.labels[index].key == self.labels[index - 1].key {
            self.labels[index].key += "_\(index)"
        }
    }

    /// Takes user names and passwords out of URLs in message and error.
    mutating func redactTexts() {
        if let text = URLText.withoutUserInfo(self.message) {
            self.message = text
            self.redactedCount += 1
        }
        if let text = URLText.withoutUserInfo(self.errorMessage) {
            self.errorMessage = text
            self.redactedCount += 1
        }
    }

    private mutating func takeKnown(_ key: String, _ text: String) -> Bool {
        switch key {
        case "trace.id":
            guard text.utf8.count == 32, let low = hexNumber(text.suffix(16)) else { return false }
            guard let high = hexNumber(text.prefix(16)) else { return false }
            self.traceID = (high, low)
        case "span.id":
            guard text.utf8.count == 16, let id = hexNumber(text[...]) else { return false }
            self.spanID = id
        case "error.code":
            guard let outcome = Outcome.allCases.first(where: { $0.labelText == text }) else { return false }
            self.outcome = outcome
        default: return false
        }
        return true
    }
}

/// The number of lower-case hex digits; nil for anything else.
func hexNumber(_ text: Substring) -> UInt64? {
    let isHex = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return isHex ? UInt64(text, radix: 16) : nil
}
