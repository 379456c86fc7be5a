/// Which database a statement is for.
package enum SQLDialect: Sendable { case postgreSQL, sqlite }
