/// Migration 1: the ledger.
///
/// - `account_owner_id` is not in the specification: a wallet is found by its owner, and ownership is asked of every row
///   that row security shows; the UNIQUE key begins with the ledger.
/// - `transfer_correction` is not in the specification: a transfer is corrected once, so its correction is looked for.
/// - An index of SQLite ends with the rowid, which is `seq`: naming it again would store it twice.
enum LedgerTables {
    /// One statement each.
    static let postgreSQL: [String] = [
        """
        CREATE TABLE ledger (
          id int2 NOT NULL,
          currency text NOT NULL UNIQUE,
          scale int2 NOT NULL,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE TABLE account (
          id int8 NOT NULL GENERATED ALWAYS AS IDENTITY,
          ledger_id int2 NOT NULL,
          kind int2 NOT NULL,
          owner_id uuid NOT NULL,
          debits_posted int8 NOT NULL,
          credits_posted int8 NOT NULL,
          debits_pending int8 NOT NULL,
          credits_pending int8 NOT NULL,
          last_seq int8 NOT NULL,
          PRIMARY KEY (id),
          UNIQUE (ledger_id, kind, owner_id)
        ) WITH (fillfactor = 50)
        """,
        """
        CREATE INDEX account_owner_id ON account (owner_id)
        """,
        """
        CREATE TABLE transfer (
          seq int8 NOT NULL,
          id uuid NOT NULL,
          batch int8 NOT NULL,
          at int8 NOT NULL,
          ledger_id int2 NOT NULL,
          code int2 NOT NULL,
          phase int2 NOT NULL,
          debit_id int8 NOT NULL,
          credit_id int8 NOT NULL,
          amount int8 NOT NULL,
          pending_seq int8,
          ref_id uuid NOT NULL,
          debit_after int8 NOT NULL,
          credit_after int8 NOT NULL,
          PRIMARY KEY (seq),
          CHECK (amount > 0 AND debit_id <> credit_id)
        )
        """,
        """
        CREATE INDEX transfer_debit_id_seq ON transfer (debit_id, seq)
        """,
        """
        CREATE INDEX transfer_credit_id_seq ON transfer (credit_id, seq)
        """,
        """
        CREATE INDEX transfer_correction ON transfer (ref_id) WHERE code = 91
        """,
        """
        CREATE TABLE hold (
          seq int8 NOT NULL,
          ref_id uuid NOT NULL,
          amount int8 NOT NULL,
          expires_at int8,
          state int2 NOT NULL,
          resolved_seq int8,
          PRIMARY KEY (seq)
        )
        """,
        """
        CREATE INDEX hold_expires_at ON hold (expires_at) WHERE state = 0
        """,
    ]

    /// One statement each.
    static let sqlite: [String] = [
        """
        CREATE TABLE ledger (
          id INTEGER NOT NULL,
          currency TEXT NOT NULL UNIQUE,
          scale INTEGER NOT NULL,
          PRIMARY KEY (id)
        ) STRICT
        """,
        """
        CREATE TABLE account (
          id INTEGER PRIMARY KEY,
          ledger_id INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          owner_id BLOB NOT NULL,
          debits_posted INTEGER NOT NULL,
          credits_posted INTEGER NOT NULL,
          debits_pending INTEGER NOT NULL,
          credits_pending INTEGER NOT NULL,
          last_seq INTEGER NOT NULL,
          UNIQUE (ledger_id, kind, owner_id)
        ) STRICT
        """,
        """
        CREATE INDEX account_owner_id ON account (owner_id)
        """,
        """
        CREATE TABLE transfer (
          seq INTEGER NOT NULL,
          id BLOB NOT NULL,
          batch INTEGER NOT NULL,
          at INTEGER NOT NULL,
          ledger_id INTEGER NOT NULL,
          code INTEGER NOT NULL,
          phase INTEGER NOT NULL,
          debit_id INTEGER NOT NULL,
          credit_id INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          pending_seq INTEGER,
          ref_id BLOB NOT NULL,
          debit_after INTEGER NOT NULL,
          credit_after INTEGER NOT NULL,
          PRIMARY KEY (seq),
          CHECK (amount > 0 AND debit_id <> credit_id)
        ) STRICT
        """,
        """
        CREATE INDEX transfer_debit_id ON transfer (debit_id)
        """,
        """
        CREATE INDEX transfer_credit_id ON transfer (credit_id)
        """,
        """
        CREATE INDEX transfer_correction ON transfer (ref_id) WHERE code = 91
        """,
        """
        CREATE TABLE hold (
          seq INTEGER NOT NULL,
          ref_id BLOB NOT NULL,
          amount INTEGER NOT NULL,
          expires_at INTEGER,
          state INTEGER NOT NULL,
          resolved_seq INTEGER,
          PRIMARY KEY (seq)
        ) STRICT
        """,
        """
        CREATE INDEX hold_expires_at ON hold (expires_at) WHERE state = 0
        """,
    ]
}
