import SQLStore

enum IdentityQueries {
    private static let columns = Principal.table.columns("p")

    static let login = ReadQuery("principal_by_login", [.text], "SELECT \(columns) FROM principal p WHERE p.login = $1")
    static let principal = ReadQuery("principal_by_id", [.uuid], "SELECT \(columns) FROM principal p WHERE p.id = $1")
    static let session = ReadQuery(
        "session_by_family",
        [.uuid],
        "SELECT \(Session.table.columns("s")) FROM session s WHERE s.family = $1"
    )
}
