import EngineCore

/// A row that a transaction may hold, or a row that does not exist yet and that only one may make.
enum SimLock: Hashable, Sendable {
    case outcome(StoredOutcome.Key)
    case order(ID)
    case refund(ID)
    case cashRequest(ID)
    case approval(ID)
    case period(ID)
    case member(ID)
    case ownership(Ownership.Key)
    case agent(ID)
    case principal(ID)
    case session(ID)
    case product(ID)
    case stock(ID)
    case setting(String)
    case reconItem(ID)
    case consumer(String)
    case orderLine(OrderLine.Key)
    case commission(Commission.Key)
    case hold(Int64)
    case newAccount(AccountRef)
    case account(Int64)
    case head
}
