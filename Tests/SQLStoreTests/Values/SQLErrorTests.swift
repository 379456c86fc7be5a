import SQLStore
import Testing

@Suite struct SQLErrorTests {
    @Test func theTextSaysWhatIsKnown() {
        let bare = SQLError(.diskFull, message: "no space")
        #expect("\(bare)" == "diskFull: no space")
        let whole = SQLError(.uniqueViolation, sqlState: "23505", message: "login", statement: "insert principal")
        #expect("\(whole)" == "uniqueViolation in insert principal (23505): login")
    }
}
