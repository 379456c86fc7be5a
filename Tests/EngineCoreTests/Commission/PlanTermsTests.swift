import EngineCore
import Testing

@Suite("Plan terms") struct PlanTermsTests {
    static let accepted: [(PlanMode, String, Int32)] = [
        (.unilevel, "[50000,20000]", 70_000), (.unilevel, "[]", 0), (.unilevel, "[0,1000000]", 1_000_000),
        (.differential, #"{"1":30000,"2":50000}"#, 50_000), (.differential, "{}", 0),
    ]

    @Test("a plan within its cap is accepted and stored as it was written", arguments: accepted)
    func acceptedPlans(mode: PlanMode, rates: String, cap: Int32) throws {
        let json = try #require(CanonicalJSON(text: rates))
        let terms = try PlanTerms(mode: mode, rates: json, capPpm: cap, holdDays: 7)
        #expect(terms.rates.json.text == rates)
        #expect(try PlanRates(mode: mode, json: terms.rates.json) == terms.rates)
    }

    static let refused: [(PlanMode, String, Int32, Int16, Rejection.Code)] = [
        (.unilevel, "[50000,20001]", 70_000, 7, .planCapExceeded),
        (.differential, #"{"1":30000,"2":50001}"#, 50_000, 7, .planCapExceeded),
        (.unilevel, "[1,1,1]", 1_000_000, 7, .invalidParameter), (.unilevel, "{}", 1, 7, .invalidParameter),
        (.unilevel, "[-1]", 1, 7, .invalidParameter), (.unilevel, "[1000001]", 1_000_000, 7, .invalidParameter),
        (.unilevel, #"["1"]"#, 1, 7, .invalidParameter), (.differential, "[1]", 1, 7, .invalidParameter),
        (.differential, #"{"01":1}"#, 1, 7, .invalidParameter), (.differential, #"{"x":1}"#, 1, 7, .invalidParameter),
        (.differential, #"{"-1":1}"#, 1, 7, .invalidParameter), (.unilevel, "[1]", -1, 7, .invalidParameter),
        (.unilevel, "[1]", 1_000_001, 7, .invalidParameter), (.unilevel, "[1]", 1, -1, .invalidParameter),
        (.unilevel, "[1]", 1, 366, .invalidParameter),
    ]

    @Test("a plan that pays more than its cap, or cannot be read, is refused", arguments: refused)
    func refusedPlans(mode: PlanMode, rates: String, cap: Int32, days: Int16, code: Rejection.Code) throws {
        let json = try #require(CanonicalJSON(text: rates))
        let error = #expect(throws: Rejection.self) {
            try PlanTerms(mode: mode, rates: json, capPpm: cap, holdDays: days)
        }
        #expect(error?.code == code)
    }

    @Test("an upline survives being stored")
    func uplineRoundTrip() {
        let upline = Upline([
            Upline.Entry(agentID: ID(high: 1, low: 2), tier: 3), Upline.Entry(agentID: ID(high: 4, low: 5), tier: 0),
        ])
        #expect(Upline(text: upline.json.text) == upline)
        #expect(Upline([]).json.text == "[]")
        #expect(Upline(text: "{}") == nil && Upline(text: #"[{"id":"x","tier":1}]"#) == nil)
    }
}
