import Testing
import EngineCore
@Suite struct SmokeTests { @Test func x() throws {
    let database = SimDatabase()
    var store = SimStore(database)
    var set = WorkingSet()
    try store.open(Needs(), into: &set)
    try store.lock([AccountRef(ledgerID: 1, kind: .revenue)], Needs(), into: &set)
    try store.commit(set)
    #expect(database.rows.accounts.rows.count == 1)
} }
