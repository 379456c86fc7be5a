import Testing

/// The cases of W3C's test suite (w3c/trace-context, `test/test.py`, strictness 2), as requests and what the upstream
/// must see.
struct TraceContextCase: Sendable, CustomTestStringConvertible {
    /// What an upstream must have got for one request.
    struct Step: Sendable {
        var fields: [String]
        /// Whether the caller's trace goes on.
        var continues: Bool
        /// Members of `tracestate` that must be there, in this order.
        var keeps: [String] = []
        /// Keys that must not be there.
        var drops: [String] = []
        /// How many members there are in all, ours included.
        var memberCount: Int?
    }

    static let traceID = "12345678901234567890123456789012"
    static let parent = "00-12345678901234567890123456789012-1234567890123456"

    var name: String
    var steps: [Step]

    var testDescription: String { self.name }

    static let all = Self.parents + Self.parentDigits + Self.states + Self.stateLimits + Self.several

    private static func parent(_ name: String, _ continues: Bool, _ values: String...) -> TraceContextCase {
        TraceContextCase(name: name, steps: values.map { Step(fields: ["traceparent: \($0)"], continues: continues) })
    }

    private static func state(_ name: String, _ steps: Step...) -> TraceContextCase {
        TraceContextCase(name: name, steps: steps)
    }

    private static func kept(_ fields: [String], _ members: [String], count: Int? = nil) -> Step {
        Step(
            fields: ["traceparent: \(self.parent)-00"] + fields,
            continues: true,
            keeps: members,
            memberCount: count
        )
    }

    private static func dropped(_ fields: [String], _ keys: [String]) -> Step {
        Step(fields: ["traceparent: \(self.parent)-00"] + fields, continues: true, drops: keys)
    }

    private static let parents: [TraceContextCase] = [
        TraceContextCase(name: "both_traceparent_and_tracestate_missing", steps: [Step(fields: [], continues: false)]),
        .parent("traceparent_included_tracestate_missing", true, "\(parent)-01"),
        TraceContextCase(
            name: "traceparent_duplicated",
            steps: [
                Step(
                    fields: [
                        "traceparent: 00-12345678901234567890123456789011-1234567890123456-01",
                        "traceparent: \(parent)-01",
                    ],
                    continues: false
                )
            ]
        ),
        TraceContextCase(
            name: "traceparent_header_name",
            steps: ["trace-parent", "trace.parent"].map { Step(fields: ["\($0): \(parent)-01"], continues: false) }
        ),
        TraceContextCase(
            name: "traceparent_header_name_valid_casing",
            steps: ["TraceParent", "TrAcEpArEnT", "TRACEPARENT"].map {
                Step(fields: ["\($0): \(parent)-01"], continues: true)
            }
        ),
        .parent("traceparent_version_0x00", false, "\(parent)-01.", "\(parent)-01-what-the-future-will-be-like"),
        TraceContextCase(
            name: "traceparent_version_0xcc",
            steps: [("", true), ("-what-the-future-will-be-like", true), (".what-the-future-will-be-like", false)].map {
                Step(fields: ["traceparent: cc\(parent.dropFirst(2))-01\($0.0)"], continues: $0.1)
            }
        ),
        .parent("traceparent_version_0xff", false, "ff\(parent.dropFirst(2))-01"),
        .parent(
            "traceparent_version_illegal_characters",
            false,
            ".0\(parent.dropFirst(2))-01",
            "0.\(parent.dropFirst(2))-01"
        ),
        .parent("traceparent_version_too_long", false, "0\(parent)-01", "00\(parent)-01"),
        .parent("traceparent_version_too_short", false, "\(parent.dropFirst())-01"),
        .parent(
            "traceparent_ows_handling",
            true,
            " \(parent)-01",
            "\t\(parent)-01",
            "\(parent)-01 ",
            "\(parent)-01\t",
            "\t \(parent)-01 \t"
        ),
    ]

    private static let parentDigits: [TraceContextCase] = [
        .parent("traceparent_trace_id_all_zero", false, "00-00000000000000000000000000000000-1234567890123456-01"),
        .parent(
            "traceparent_trace_id_illegal_characters",
            false,
            "00-.2345678901234567890123456789012-1234567890123456-01",
            "00-1234567890123456789012345678901.-1234567890123456-01"
        ),
        .parent("traceparent_trace_id_too_long", false, "00-123456789012345678901234567890123-1234567890123456-01"),
        .parent("traceparent_trace_id_too_short", false, "00-1234567890123456789012345678901-1234567890123456-01"),
        .parent("traceparent_parent_id_all_zero", false, "00-12345678901234567890123456789012-0000000000000000-01"),
        .parent(
            "traceparent_parent_id_illegal_characters",
            false,
            "00-12345678901234567890123456789012-.234567890123456-01",
            "00-12345678901234567890123456789012-123456789012345.-01"
        ),
        .parent("traceparent_parent_id_too_long", false, "00-12345678901234567890123456789012-12345678901234567-01"),
        .parent("traceparent_parent_id_too_short", false, "00-12345678901234567890123456789012-123456789012345-01"),
        .parent("traceparent_trace_flags_illegal_characters", false, "\(parent)-.0", "\(parent)-0."),
        .parent("traceparent_trace_flags_too_long", false, "\(parent)-001"),
        .parent("traceparent_trace_flags_too_short", false, "\(parent)-1"),
    ]

    private static let states: [TraceContextCase] = [
        TraceContextCase(
            name: "tracestate_included_traceparent_missing",
            steps: ["foo=1", "foo=1,bar=2"].map {
                Step(fields: ["tracestate: \($0)"], continues: false, drops: ["foo", "bar"])
            }
        ),
        .state(
            "tracestate_included_traceparent_included",
            kept(["tracestate: foo=1,bar=2"], ["foo=1", "bar=2"])
        ),
        .state(
            "tracestate_header_name",
            dropped(["trace-state: foo=1"], ["foo"]),
            dropped(["trace.state: foo=1"], ["foo"])
        ),
        .state(
            "tracestate_header_name_valid_casing",
            kept(["TraceState: foo=1"], ["foo=1"]),
            kept(["TrAcEsTaTe: foo=1"], ["foo=1"]),
            kept(["TRACESTATE: foo=1"], ["foo=1"])
        ),
        .state(
            "tracestate_empty_header",
            kept(["tracestate:"], []),
            kept(["tracestate: foo=1", "tracestate:"], ["foo=1"]),
            kept(["tracestate:", "tracestate: foo=1"], ["foo=1"])
        ),
        .state(
            "tracestate_multiple_headers_different_keys",
            kept(
                ["tracestate: foo=1,bar=2", "tracestate: rojo=1,congo=2", "tracestate: baz=3"],
                ["foo=1", "bar=2", "rojo=1", "congo=2", "baz=3"]
            )
        ),
        .state(
            "tracestate_duplicated_keys",
            dropped(["tracestate: foo=1,foo=1"], ["foo"]),
            dropped(["tracestate: foo=1,foo=2"], ["foo"]),
            dropped(["tracestate: foo=1", "tracestate: foo=1"], ["foo"]),
            dropped(["tracestate: foo=1", "tracestate: foo=2"], ["foo"])
        ),
        .state(
            "tracestate_ows_handling",
            kept(["tracestate: foo=1 \t , \t bar=2, \t baz=3"], ["foo=1", "bar=2", "baz=3"]),
            kept(["tracestate: foo=1\t \t,\t \tbar=2,\t \tbaz=3"], ["foo=1", "bar=2", "baz=3"]),
            kept(["tracestate:  foo=1"], ["foo=1"]),
            kept(["tracestate: \tfoo=1"], ["foo=1"]),
            kept(["tracestate: foo=1 "], ["foo=1"]),
            kept(["tracestate: foo=1\t"], ["foo=1"]),
            kept(["tracestate: \t foo=1 \t"], ["foo=1"])
        ),
    ]

    private static let lowercase = "abcdefghijklmnopqrstuvwxyz0123456789_-*/"
    private static let printable = String(
        String.UnicodeScalarView((0x20...0x7E).filter { $0 != 0x2C && $0 != 0x3D }.compactMap(Unicode.Scalar.init))
    )
    private static let members = (1...33).map { "bar\($0 < 10 ? "0" : "")\($0)=\($0)" }

    private static func fields(_ count: Int) -> [String] {
        [0..<10, 10..<20, 20..<30, 30..<count].map { "tracestate: \(members[$0].joined(separator: ","))" }
    }

    private static func pair(_ key: String) -> [String] { ["tracestate: foo=1", "tracestate: \(key)=1"] }

    private static let stateLimits: [TraceContextCase] = [
        .state(
            "tracestate_all_allowed_characters",
            kept(["tracestate: \(lowercase)=\(printable)"], ["\(lowercase)=\(printable)"]),
            kept(
                ["tracestate: \(lowercase)@a-z0-9_-*/=\(printable)"],
                ["\(lowercase)@a-z0-9_-*/=\(printable)"]
            )
        ),
        .state(
            "tracestate_key_illegal_characters",
            dropped(["tracestate: foo =1"], ["foo ", "foo"]),
            dropped(["tracestate: FOO=1"], ["FOO"]),
            dropped(["tracestate: foo.bar=1"], ["foo.bar"])
        ),
        .state(
            "tracestate_key_illegal_vendor_format",
            dropped(["tracestate: foo@=1,bar=2"], ["bar"]),
            dropped(["tracestate: @foo=1,bar=2"], ["bar"]),
            dropped(["tracestate: foo@@bar=1,bar=2"], ["bar"]),
            dropped(["tracestate: foo@bar@baz=1,bar=2"], ["bar"])
        ),
        .state(
            "tracestate_member_count_limit",
            kept(fields(32), ["bar01=1"], count: 32),
            dropped(fields(33), ["bar01"])
        ),
        .state(
            "tracestate_key_length_limit",
            kept(pair(String(repeating: "z", count: 256)), ["foo=1"]),
            dropped(pair(String(repeating: "z", count: 257)), ["foo"]),
            kept(pair(String(repeating: "t", count: 241) + "@" + String(repeating: "v", count: 14)), ["foo=1"]),
            dropped(pair(String(repeating: "t", count: 242) + "@v"), ["foo"]),
            dropped(pair("t@" + String(repeating: "v", count: 15)), ["foo"])
        ),
        .state(
            "tracestate_value_illegal_characters",
            dropped(["tracestate: foo=bar=baz"], ["foo"]),
            dropped(["tracestate: foo=,bar=3"], ["foo", "bar"])
        ),
    ]

    private static let several: [TraceContextCase] = [
        .parent("multiple_requests_with_valid_traceparent", true, "\(parent)-01", "\(parent)-01", "\(parent)-01"),
        TraceContextCase(
            name: "multiple_requests_without_traceparent",
            steps: (0..<3).map { _ in Step(fields: [], continues: false) }
        ),
        .parent(
            "multiple_requests_with_illegal_traceparent",
            false,
            "00-00000000000000000000000000000000-1234567890123456-01",
            "00-00000000000000000000000000000000-1234567890123456-01",
            "00-00000000000000000000000000000000-1234567890123456-01"
        ),
    ]
}
