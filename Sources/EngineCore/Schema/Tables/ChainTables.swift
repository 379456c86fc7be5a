/// Migration 1: keys, events, the chain of seals.
///
/// `idempotency_key` has a rowid in SQLite: its keys are random and its rows long, so that appended rows and a small index
/// take 25 to 70 % more transfers than one tree of rows. The chain begins with batch 0, whose hash is 32 zero bytes.
enum ChainTables {
    /// One statement each.
    static let postgreSQL: [String] = [
        """
        CREATE TABLE idempotency_key (
          owner_id uuid NOT NULL,
          key text NOT NULL,
          request_hash bytea NOT NULL,
          batch int8 NOT NULL,
          status int2 NOT NULL,
          body bytea NOT NULL,
          created_at int8 NOT NULL,
          PRIMARY KEY (owner_id, key)
        )
        """,
        """
        CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at)
        """,
        """
        CREATE TABLE audit_event (
          seq int8 NOT NULL,
          batch int8 NOT NULL,
          at int8 NOT NULL,
          actor_id uuid NOT NULL,
          action text NOT NULL,
          subject_id uuid NOT NULL,
          scope_id uuid,
          before text,
          after text,
          request_id text NOT NULL,
          trace_id text NOT NULL,
          PRIMARY KEY (seq)
        )
        """,
        """
        CREATE INDEX audit_event_subject_id ON audit_event (subject_id)
        """,
        """
        CREATE INDEX audit_event_request_id ON audit_event (request_id)
        """,
        """
        CREATE TABLE batch_seal (
          batch int8 NOT NULL,
          at int8 NOT NULL,
          last_transfer int8 NOT NULL,
          last_event int8 NOT NULL,
          prev_hash bytea NOT NULL,
          hash bytea NOT NULL,
          PRIMARY KEY (batch)
        )
        """,
        """
        CREATE TABLE consumer (
          name text NOT NULL,
          last_event int8 NOT NULL,
          PRIMARY KEY (name)
        ) WITH (fillfactor = 50)
        """,
        """
        CREATE TABLE chain_head (
          one int2 NOT NULL,
          batch int8 NOT NULL,
          last_transfer int8 NOT NULL,
          last_event int8 NOT NULL,
          hash bytea NOT NULL,
          PRIMARY KEY (one),
          CHECK (one = 1)
        ) WITH (fillfactor = 50)
        """,
        """
        CREATE TABLE schema_migration (
          version int4 NOT NULL,
          name text NOT NULL,
          checksum bytea NOT NULL,
          phase int2 NOT NULL,
          applied_at int8 NOT NULL,
          PRIMARY KEY (version)
        )
        """,
        """
        INSERT INTO chain_head (one, batch, last_transfer, last_event, hash) VALUES (1, 0, 0, 0, decode(repeat('00', 32), 'hex'))
        """,
    ]

    /// One statement each.
    static let sqlite: [String] = [
        """
        CREATE TABLE idempotency_key (
          owner_id BLOB NOT NULL,
          key TEXT NOT NULL,
          request_hash BLOB NOT NULL,
          batch INTEGER NOT NULL,
          status INTEGER NOT NULL,
          body BLOB NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY (owner_id, key)
        ) STRICT
        """,
        """
        CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at)
        """,
        """
        CREATE TABLE audit_event (
          seq INTEGER NOT NULL,
          batch INTEGER NOT NULL,
          at INTEGER NOT NULL,
          actor_id BLOB NOT NULL,
          action TEXT NOT NULL,
          subject_id BLOB NOT NULL,
          scope_id BLOB,
          before TEXT,
          after TEXT,
          request_id TEXT NOT NULL,
          trace_id TEXT NOT NULL,
          PRIMARY KEY (seq)
        ) STRICT
        """,
        """
        CREATE INDEX audit_event_subject_id ON audit_event (subject_id)
        """,
        """
        CREATE INDEX audit_event_request_id ON audit_event (request_id)
        """,
        """
        CREATE TABLE batch_seal (
          batch INTEGER NOT NULL,
          at INTEGER NOT NULL,
          last_transfer INTEGER NOT NULL,
          last_event INTEGER NOT NULL,
          prev_hash BLOB NOT NULL,
          hash BLOB NOT NULL,
          PRIMARY KEY (batch)
        ) STRICT
        """,
        """
        CREATE TABLE consumer (
          name TEXT NOT NULL,
          last_event INTEGER NOT NULL,
          PRIMARY KEY (name)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE chain_head (
          one INTEGER NOT NULL,
          batch INTEGER NOT NULL,
          last_transfer INTEGER NOT NULL,
          last_event INTEGER NOT NULL,
          hash BLOB NOT NULL,
          PRIMARY KEY (one),
          CHECK (one = 1)
        ) STRICT
        """,
        """
        CREATE TABLE schema_migration (
          version INTEGER NOT NULL,
          name TEXT NOT NULL,
          checksum BLOB NOT NULL,
          phase INTEGER NOT NULL,
          applied_at INTEGER NOT NULL,
          PRIMARY KEY (version)
        ) STRICT
        """,
        """
        INSERT INTO chain_head (one, batch, last_transfer, last_event, hash) VALUES (1, 0, 0, 0, zeroblob(32))
        """,
    ]
}
