/// Migration 1: who may act and the tree of agents.
///
/// Not in the specification: `session_principal_id`, because a principal lists and revokes the own sessions, and
/// `agent_parent_id`, because the tree below an agent is walked along it.
enum IdentityTables {
    /// One statement each.
    static let postgreSQL: [String] = [
        """
        CREATE TABLE principal (
          id uuid NOT NULL,
          role int2 NOT NULL,
          admin_roles int4 NOT NULL,
          status int2 NOT NULL,
          login text NOT NULL UNIQUE,
          name text NOT NULL,
          password text,
          epoch int4 NOT NULL,
          totp bytea,
          totp_step int8,
          version int4 NOT NULL,
          created_at int8 NOT NULL,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE TABLE session (
          family uuid NOT NULL,
          principal_id uuid NOT NULL,
          current_hash bytea NOT NULL,
          previous_hash bytea,
          used bool NOT NULL,
          rotated_at int8 NOT NULL,
          expires_at int8 NOT NULL,
          revoked_at int8,
          PRIMARY KEY (family)
        )
        """,
        """
        CREATE INDEX session_principal_id ON session (principal_id)
        """,
        """
        CREATE TABLE agent (
          id uuid NOT NULL,
          parent_id uuid,
          tier int2 NOT NULL,
          referral text NOT NULL UNIQUE,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE INDEX agent_parent_id ON agent (parent_id)
        """,
        """
        CREATE TABLE member (
          id uuid NOT NULL,
          agent_id uuid,
          since int8 NOT NULL,
          PRIMARY KEY (id)
        )
        """,
        """
        CREATE INDEX member_agent_id ON member (agent_id)
        """,
        """
        CREATE TABLE agent_closure (
          ancestor uuid NOT NULL,
          descendant uuid NOT NULL,
          depth int2 NOT NULL,
          PRIMARY KEY (ancestor, descendant)
        )
        """,
        """
        CREATE INDEX agent_closure_descendant ON agent_closure (descendant)
        """,
        """
        CREATE TABLE ownership (
          member_id uuid NOT NULL,
          from_at int8 NOT NULL,
          to_at int8,
          agent_id uuid,
          PRIMARY KEY (member_id, from_at)
        )
        """,
    ]

    /// One statement each.
    static let sqlite: [String] = [
        """
        CREATE TABLE principal (
          id BLOB NOT NULL,
          role INTEGER NOT NULL,
          admin_roles INTEGER NOT NULL,
          status INTEGER NOT NULL,
          login TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          password TEXT,
          epoch INTEGER NOT NULL,
          totp BLOB,
          totp_step INTEGER,
          version INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE session (
          family BLOB NOT NULL,
          principal_id BLOB NOT NULL,
          current_hash BLOB NOT NULL,
          previous_hash BLOB,
          used INTEGER NOT NULL,
          rotated_at INTEGER NOT NULL,
          expires_at INTEGER NOT NULL,
          revoked_at INTEGER,
          PRIMARY KEY (family)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX session_principal_id ON session (principal_id)
        """,
        """
        CREATE TABLE agent (
          id BLOB NOT NULL,
          parent_id BLOB,
          tier INTEGER NOT NULL,
          referral TEXT NOT NULL UNIQUE,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX agent_parent_id ON agent (parent_id)
        """,
        """
        CREATE TABLE member (
          id BLOB NOT NULL,
          agent_id BLOB,
          since INTEGER NOT NULL,
          PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX member_agent_id ON member (agent_id)
        """,
        """
        CREATE TABLE agent_closure (
          ancestor BLOB NOT NULL,
          descendant BLOB NOT NULL,
          depth INTEGER NOT NULL,
          PRIMARY KEY (ancestor, descendant)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX agent_closure_descendant ON agent_closure (descendant)
        """,
        """
        CREATE TABLE ownership (
          member_id BLOB NOT NULL,
          from_at INTEGER NOT NULL,
          to_at INTEGER,
          agent_id BLOB,
          PRIMARY KEY (member_id, from_at)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
