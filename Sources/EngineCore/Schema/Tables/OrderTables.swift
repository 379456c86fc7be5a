/// Migration 1: orders and what follows from them.
///
/// - `refund_requested` is not in the specification: finance lists the few refunds that wait among all that ever were.
enum OrderTables {
    /// One statement each.
    static let postgreSQL: [String] = [
        """
        CREATE TABLE orders (
          id uuid NOT NULL,
          member_id uuid NOT NULL,
          agent_id uuid,
          ledger_id int2 NOT NULL,
          state int2 NOT NULL,
          total int8 NOT NULL,
          refunded int8 NOT NULL,
          hold_seq int8,
          upline text NOT NULL,
          version int4 NOT NULL,
          expires_at int8 NOT NULL,
          completed_at int8,
          created_at int8 NOT NULL,
          PRIMARY KEY (id),
          CHECK (refunded BETWEEN 0 AND total)
        ) WITH (fillfactor = 80)
        """,
        """
        CREATE INDEX orders_member_id ON orders (member_id)
        """,
        """
        CREATE INDEX orders_agent_id ON orders (agent_id)
        """,
        """
        CREATE TABLE order_line (
          order_id uuid NOT NULL,
          line int2 NOT NULL,
          product_id uuid NOT NULL,
          plan_id uuid,
          qty int4 NOT NULL,
          unit int8 NOT NULL,
          amount int8 NOT NULL,
          refunded int8 NOT NULL,
          PRIMARY KEY (order_id, line)
        )
        """,
        """
        CREATE TABLE refund (
          id uuid NOT NULL,
          order_id uuid NOT NULL,
          state int2 NOT NULL,
          amount int8 NOT NULL,
          lines text NOT NULL,
          reason text NOT NULL,
          made_by uuid NOT NULL,
          checked_by uuid,
          executed_at int8,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE INDEX refund_order_id ON refund (order_id)
        """,
        """
        CREATE INDEX refund_requested ON refund (id) WHERE state = 0
        """,
        """
        CREATE TABLE commission (
          order_id uuid NOT NULL,
          line int2 NOT NULL,
          level int2 NOT NULL,
          agent_id uuid NOT NULL,
          rate_ppm int4 NOT NULL,
          base int8 NOT NULL,
          accrued int8 NOT NULL,
          reversed int8 NOT NULL,
          state int2 NOT NULL,
          due_at int8,
          PRIMARY KEY (order_id, line, level),
          CHECK (reversed BETWEEN 0 AND accrued)
        )
        """,
        """
        CREATE INDEX commission_agent_id ON commission (agent_id)
        """,
        """
        CREATE INDEX commission_due_at ON commission (due_at) WHERE state = 0
        """,
        """
        CREATE TABLE clawback (
          refund_id uuid NOT NULL,
          line int2 NOT NULL,
          level int2 NOT NULL,
          amount int8 NOT NULL,
          transfer_seq int8 NOT NULL,
          PRIMARY KEY (refund_id, line, level)
        )
        """,
    ]

    /// One statement each.
    static let sqlite: [String] = [
        """
        CREATE TABLE orders (
          id BLOB NOT NULL,
          member_id BLOB NOT NULL,
          agent_id BLOB,
          ledger_id INTEGER NOT NULL,
          state INTEGER NOT NULL,
          total INTEGER NOT NULL,
          refunded INTEGER NOT NULL,
          hold_seq INTEGER,
          upline TEXT NOT NULL,
          version INTEGER NOT NULL,
          expires_at INTEGER NOT NULL,
          completed_at INTEGER,
          created_at INTEGER NOT NULL,
          PRIMARY KEY (id),
          CHECK (refunded BETWEEN 0 AND total)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX orders_member_id ON orders (member_id)
        """,
        """
        CREATE INDEX orders_agent_id ON orders (agent_id)
        """,
        """
        CREATE TABLE order_line (
          order_id BLOB NOT NULL,
          line INTEGER NOT NULL,
          product_id BLOB NOT NULL,
          plan_id BLOB,
          qty INTEGER NOT NULL,
          unit INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          refunded INTEGER NOT NULL,
          PRIMARY KEY (order_id, line)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE refund (
          id BLOB NOT NULL,
          order_id BLOB NOT NULL,
          state INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          lines TEXT NOT NULL,
          reason TEXT NOT NULL,
          made_by BLOB NOT NULL,
          checked_by BLOB,
          executed_at INTEGER,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX refund_order_id ON refund (order_id)
        """,
        """
        CREATE INDEX refund_requested ON refund (id) WHERE state = 0
        """,
        """
        CREATE TABLE commission (
          order_id BLOB NOT NULL,
          line INTEGER NOT NULL,
          level INTEGER NOT NULL,
          agent_id BLOB NOT NULL,
          rate_ppm INTEGER NOT NULL,
          base INTEGER NOT NULL,
          accrued INTEGER NOT NULL,
          reversed INTEGER NOT NULL,
          state INTEGER NOT NULL,
          due_at INTEGER,
          PRIMARY KEY (order_id, line, level),
          CHECK (reversed BETWEEN 0 AND accrued)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX commission_agent_id ON commission (agent_id)
        """,
        """
        CREATE INDEX commission_due_at ON commission (due_at) WHERE state = 0
        """,
        """
        CREATE TABLE clawback (
          refund_id BLOB NOT NULL,
          line INTEGER NOT NULL,
          level INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          transfer_seq INTEGER NOT NULL,
          PRIMARY KEY (refund_id, line, level)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
