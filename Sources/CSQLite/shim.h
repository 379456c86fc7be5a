#include <sqlite3.h>
// SQLITE_STATIC and SQLITE_TRANSIENT are casts, which Swift does not import.
static inline int wg_sqlite3_bind_text(sqlite3_stmt *s, int i, const char *t, int n) { return sqlite3_bind_text(s, i, t, n, SQLITE_TRANSIENT); }
static inline int wg_sqlite3_bind_blob(sqlite3_stmt *s, int i, const void *b, int n) { return sqlite3_bind_blob(s, i, b, n, SQLITE_TRANSIENT); }
static inline int wg_sqlite3_db_config(sqlite3 *db, int option, int on) { return sqlite3_db_config(db, option, on, (int *)0); }
