/// Migration 1: money on its way in or out, periods, approvals.
///
/// Not in the specification: `cash_request_provider_created_at`, because a reconciliation reads one provider's deposits of
/// one day; `approval_created_at` and `recon_item_unmatched`, because jobs and lists look for the few that are open.
enum SettlementTables {
    /// One statement each.
    static let postgreSQL: [String] = [
        """
        CREATE TABLE cash_request (
          id uuid NOT NULL,
          kind int2 NOT NULL,
          principal_id uuid NOT NULL,
          ledger_id int2 NOT NULL,
          amount int8 NOT NULL,
          state int2 NOT NULL,
          hold_seq int8,
          provider text,
          external_id text,
          payout_batch uuid,
          checked_by uuid,
          version int4 NOT NULL,
          created_at int8 NOT NULL,
          PRIMARY KEY (id),
          UNIQUE (provider, external_id)
        )
        """,
        """
        CREATE INDEX cash_request_principal_id ON cash_request (principal_id)
        """,
        """
        CREATE INDEX cash_request_provider_created_at ON cash_request (provider, created_at)
          WHERE provider IS NOT NULL
        """,
        """
        CREATE TABLE period (
          id uuid NOT NULL,
          ledger_id int2 NOT NULL,
          starts_at int8 NOT NULL,
          ends_at int8 NOT NULL,
          state int2 NOT NULL,
          last_seq int8,
          PRIMARY KEY (id),
          UNIQUE (ledger_id, starts_at)
        )
        """,
        """
        CREATE TABLE statement (
          period_id uuid NOT NULL,
          agent_id uuid NOT NULL,
          opening int8 NOT NULL,
          accrued int8 NOT NULL,
          reversed int8 NOT NULL,
          released int8 NOT NULL,
          paid int8 NOT NULL,
          closing int8 NOT NULL,
          lines_hash bytea NOT NULL,
          PRIMARY KEY (period_id, agent_id)
        )
        """,
        """
        CREATE TABLE approval (
          id uuid NOT NULL,
          action int2 NOT NULL,
          subject_id uuid,
          payload text NOT NULL,
          state int2 NOT NULL,
          made_by uuid NOT NULL,
          checked_by uuid,
          created_at int8 NOT NULL,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE INDEX approval_created_at ON approval (created_at) WHERE state = 0
        """,
        """
        CREATE TABLE recon_item (
          id uuid NOT NULL,
          run_id uuid NOT NULL,
          provider text NOT NULL,
          external_id text NOT NULL,
          amount int8 NOT NULL,
          state int2 NOT NULL,
          transfer_seq int8,
          reason text,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE INDEX recon_item_unmatched ON recon_item (id) WHERE state = 0
        """,
    ]

    /// One statement each.
    static let sqlite: [String] = [
        """
        CREATE TABLE cash_request (
          id BLOB NOT NULL,
          kind INTEGER NOT NULL,
          principal_id BLOB NOT NULL,
          ledger_id INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          state INTEGER NOT NULL,
          hold_seq INTEGER,
          provider TEXT,
          external_id TEXT,
          payout_batch BLOB,
          checked_by BLOB,
          version INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY (id),
          UNIQUE (provider, external_id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX cash_request_principal_id ON cash_request (principal_id)
        """,
        """
        CREATE INDEX cash_request_provider_created_at ON cash_request (provider, created_at)
          WHERE provider IS NOT NULL
        """,
        """
        CREATE TABLE period (
          id BLOB NOT NULL,
          ledger_id INTEGER NOT NULL,
          starts_at INTEGER NOT NULL,
          ends_at INTEGER NOT NULL,
          state INTEGER NOT NULL,
          last_seq INTEGER,
          PRIMARY KEY (id),
          UNIQUE (ledger_id, starts_at)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE statement (
          period_id BLOB NOT NULL,
          agent_id BLOB NOT NULL,
          opening INTEGER NOT NULL,
          accrued INTEGER NOT NULL,
          reversed INTEGER NOT NULL,
          released INTEGER NOT NULL,
          paid INTEGER NOT NULL,
          closing INTEGER NOT NULL,
          lines_hash BLOB NOT NULL,
          PRIMARY KEY (period_id, agent_id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE approval (
          id BLOB NOT NULL,
          action INTEGER NOT NULL,
          subject_id BLOB,
          payload TEXT NOT NULL,
          state INTEGER NOT NULL,
          made_by BLOB NOT NULL,
          checked_by BLOB,
          created_at INTEGER NOT NULL,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX approval_created_at ON approval (created_at) WHERE state = 0
        """,
        """
        CREATE TABLE recon_item (
          id BLOB NOT NULL,
          run_id BLOB NOT NULL,
          provider TEXT NOT NULL,
          external_id TEXT NOT NULL,
          amount INTEGER NOT NULL,
          state INTEGER NOT NULL,
          transfer_seq INTEGER,
          reason TEXT,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX recon_item_unmatched ON recon_item (id) WHERE state = 0
        """,
    ]
}
