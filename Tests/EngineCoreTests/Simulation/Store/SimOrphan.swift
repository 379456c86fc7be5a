import EngineCore

/// A transaction that lost its connection; it still holds its locks until the database ends it.
struct SimOrphan {
    var transaction: Int
    var newAccounts: [Account]
}
