/// Migration 1: what can be ordered, and what is paid for selling it.
enum CatalogueTables {
    /// One statement each.
    static let postgreSQL: [String] = [
        """
        CREATE TABLE product (
          id uuid NOT NULL,
          sku text NOT NULL UNIQUE,
          name text NOT NULL,
          category text NOT NULL,
          kind int2 NOT NULL,
          status int2 NOT NULL,
          version int4 NOT NULL,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE TABLE setting (
          name text NOT NULL,
          value text NOT NULL,
          version int4 NOT NULL,
          PRIMARY KEY (name)
        )
        """,
        """
        CREATE TABLE price (
          product_id uuid NOT NULL,
          ledger_id int2 NOT NULL,
          valid_from int8 NOT NULL,
          amount int8 NOT NULL,
          PRIMARY KEY (product_id, ledger_id, valid_from)
        )
        """,
        """
        CREATE TABLE stock (
          product_id uuid NOT NULL,
          on_hand int8 NOT NULL,
          reserved int8 NOT NULL,
          PRIMARY KEY (product_id),
          CHECK (reserved BETWEEN 0 AND on_hand)
        ) WITH (fillfactor = 50)
        """,
        """
        CREATE TABLE plan (
          id uuid NOT NULL,
          ledger_id int2 NOT NULL,
          category text,
          mode int2 NOT NULL,
          rates text NOT NULL,
          cap_ppm int4 NOT NULL,
          hold_days int2 NOT NULL,
          valid_from int8 NOT NULL,
          PRIMARY KEY (id)
        )
        """,
    ]

    /// One statement each.
    static let sqlite: [String] = [
        """
        CREATE TABLE product (
          id BLOB NOT NULL,
          sku TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          category TEXT NOT NULL,
          kind INTEGER NOT NULL,
          status INTEGER NOT NULL,
          version INTEGER NOT NULL,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE setting (
          name TEXT NOT NULL,
          value TEXT NOT NULL,
          version INTEGER NOT NULL,
          PRIMARY KEY (name)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE price (
          product_id BLOB NOT NULL,
          ledger_id INTEGER NOT NULL,
          valid_from INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          PRIMARY KEY (product_id, ledger_id, valid_from)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE stock (
          product_id BLOB NOT NULL,
          on_hand INTEGER NOT NULL,
          reserved INTEGER NOT NULL,
          PRIMARY KEY (product_id),
          CHECK (reserved BETWEEN 0 AND on_hand)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE plan (
          id BLOB NOT NULL,
          ledger_id INTEGER NOT NULL,
          category TEXT,
          mode INTEGER NOT NULL,
          rates TEXT NOT NULL,
          cap_ppm INTEGER NOT NULL,
          hold_days INTEGER NOT NULL,
          valid_from INTEGER NOT NULL,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
