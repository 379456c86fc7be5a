package import SQLStore

/// Reads nothing: whether the schema is this program's is asked before every read.
package struct SchemaRead: DatabaseRead {
    package init() {}

    package func run(
        _ connection: inout some MigratingConnection & ReadConnection & ~Copyable
    ) throws(SQLError) {}
}
