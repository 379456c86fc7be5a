/// Migration 1 of PostgreSQL: who may connect and as what.
///
/// | Role | May | Row security |
/// |---|---|---|
/// | `watchgate` | log in, become `wg_engine` or `wg_api`; inherits nothing | has no rights of its own |
/// | `wg_engine` | read all, insert, update what is no history, delete expired keys | every row |
/// | `wg_api` | read | rows of `app.principal` and `app.role` |
/// | `wg_backup` | read all | the only one that bypasses it |
///
/// Roles belong to the server, not to the database: those that exist stay as they are. Making them needs CREATEROLE, and
/// BYPASSRLS needs a superuser; who migrates without has to find them made.
package enum PostgreSQLRoles {
    package static let engine = "wg_engine"
    package static let api = "wg_api"
    package static let backup = "wg_backup"
    package static let login = "watchgate"

    /// Makes the missing roles; two databases of one server may do so at the same time.
    static let statements: [String] = [
        Self.make(Self.engine, "NOLOGIN NOINHERIT"),
        Self.make(Self.api, "NOLOGIN NOINHERIT"),
        Self.make(Self.backup, "LOGIN NOINHERIT BYPASSRLS"),
        Self.make(Self.login, "LOGIN NOINHERIT"),
        Self.grant(Self.engine, to: Self.login),
        Self.grant(Self.api, to: Self.login),
    ]

    private static func make(_ role: String, _ attributes: String) -> String {
        """
        DO $roles$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role)') THEN
            CREATE ROLE \(role) \(attributes);
          END IF;
        EXCEPTION
          WHEN duplicate_object OR unique_violation THEN NULL;
          WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'the role \(role) is missing, and this login may not make it'
              USING HINT = 'as a superuser: CREATE ROLE \(role) \(attributes)';
        END $roles$
        """
    }

    private static func grant(_ role: String, to member: String) -> String {
        """
        DO $roles$ BEGIN
          IF NOT pg_has_role('\(member)', '\(role)', 'MEMBER') THEN
            GRANT \(role) TO \(member);
          END IF;
        END $roles$
        """
    }

    /// What a gateway asks at its start of the role it has become: a row for each fault, its text the only column.
    ///
    /// A role that owns a table, is a superuser or bypasses row security would make the policies worthless.
    package static let check = """
        SELECT 'is a superuser' FROM pg_roles WHERE rolname = current_user AND rolsuper
        UNION ALL SELECT 'bypasses row security' FROM pg_roles WHERE rolname = current_user AND rolbypassrls
        UNION ALL SELECT 'owns ' || relname::text FROM pg_class
          WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) AND relkind IN ('r', 'v', 'm', 'S', 'p')
        """
}
