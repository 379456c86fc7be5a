/// A scrape in text format 0.0.4, read strictly: what `doctor` knows of a running gateway.
package struct MetricsText: Sendable {
    package struct Sample: Sendable, Equatable {
        package var name: String
        package var labels: [String: String]
        package var value: Double
    }

    /// The line that is no sample, counted from 1.
    package struct Malformed: Error, Equatable {
        package var line: Int

        package init(line: Int) { self.line = line }
    }

    package static let empty = MetricsText(samples: [:])

    private let samples: [String: [Sample]]

    private init(samples: [String: [Sample]]) { self.samples = samples }

    package init(_ text: String) throws(Malformed) {
        var samples: [String: [Sample]] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let sample = Self.sample(Array(line.utf8)) else { throw Malformed(line: index + 1) }
            samples[sample.name, default: []].append(sample)
        }
        if !text.isEmpty, !text.hasSuffix("\n") { throw Malformed(line: text.split(separator: "\n").count) }
        self.samples = samples
    }

    /// The samples of a name whose labels include these.
    package func all(_ name: String, _ labels: [String: String] = [:]) -> [Sample] {
        (self.samples[name] ?? []).filter { sample in labels.allSatisfy { sample.labels[$0.key] == $0.value } }
    }

    /// The sum of these samples; nil when there is none.
    package func sum(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let samples = self.all(name, labels)
        return samples.isEmpty ? nil : samples.reduce(0) { $0 + $1.value }
    }

    /// `name{label="value",…} number`, and no timestamp.
    private static func sample(_ line: [UInt8]) -> Sample? {
        var index = 0
        let name = Self.name(line, &index)
        var labels: [String: String] = [:]
        if index < line.count, line[index] == 0x7B {
            repeat {
                index += 1
                if index < line.count, line[index] == 0x7D { break }  // {} and a last comma
                guard let (key, value) = Self.label(line, &index), labels.updateValue(value, forKey: key) == nil
                else { return nil }
            } while index < line.count && line[index] == 0x2C
            guard index < line.count, line[index] == 0x7D else { return nil }
            index += 1
        }
        guard !name.isEmpty, index < line.count, line[index] == 0x20 else { return nil }
        let digits = String(decoding: line[(index + 1)...], as: UTF8.self)
        return Self.number(digits).map { Sample(name: name, labels: labels, value: $0) }
    }

    private static func name(_ line: [UInt8], _ index: inout Int) -> String {
        let start = index
        while index < line.count, Self.isNamePart(line[index]) { index += 1 }
        return String(decoding: line[start..<index], as: UTF8.self)
    }

    private static func label(_ line: [UInt8], _ index: inout Int) -> (String, String)? {
        let name = Self.name(line, &index)
        guard !name.isEmpty, index + 1 < line.count, line[index] == 0x3D, line[index + 1] == 0x22 else { return nil }
        index += 2
        var value: [UInt8] = []
        while index < line.count, line[index] != 0x22 {
            if line[index] == 0x5C {
                index += 1
                guard index < line.count, let plain = Self.escapes[line[index]] else { return nil }
                value.append(plain)
            } else {
                value.append(line[index])
            }
            index += 1
        }
        guard index < line.count else { return nil }
        index += 1
        return (name, String(decoding: value, as: UTF8.self))
    }

    private static let escapes: [UInt8: UInt8] = [0x22: 0x22, 0x5C: 0x5C, 0x6E: 0x0A]

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3A: true
        default: false
        }
    }

    private static func number(_ text: String) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: text.utf8.allSatisfy { $0 > 0x20 } && !text.lowercased().contains("n") ? Double(text) : nil
        }
    }
}
