/** Marks a file as Parley's, in the header that `file(1)` and other tools read: "PRLY". */
export const APPLICATION_ID = 0x50524c59

export type Migration = { version: number; sql: string }

/**
 * How the file came to be as it is: each version from the one before. A released migration is never
 * changed; a new one is added. The file's version is SQLite's `user_version`.
 *
 * Texts that name users and conversations are long, so that rows refer to them by number. The whole
 * file is described in docs/operations.md.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE space (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        -- Null in a copy: whoever opens it first gives it a new one.
        epoch TEXT,
        -- Counts changes of the directory.
        revision INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      INSERT INTO space (id) VALUES (1);

      CREATE TABLE identity (
        id INTEGER PRIMARY KEY,
        user TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE conversation (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        is_group INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        -- Seq of the last structural event.
        structure INTEGER NOT NULL DEFAULT 0,
        title TEXT NOT NULL DEFAULT '',
        purpose TEXT NOT NULL DEFAULT '',
        is_public INTEGER NOT NULL DEFAULT 0,
        archived_at INTEGER,
        member_count INTEGER NOT NULL DEFAULT 0,
        sort_key TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX conversation_public ON conversation (archived_at IS NOT NULL, sort_key, name)
        WHERE is_public = 1;

      CREATE TABLE group_word (
        word TEXT NOT NULL,
        conversation INTEGER NOT NULL,
        PRIMARY KEY (word, conversation)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX group_word_conversation ON group_word (conversation);

      CREATE TABLE member (
        conversation INTEGER NOT NULL,
        user INTEGER NOT NULL,
        -- 0 owner, 1 admin, 2 member: the order in which they are listed.
        role INTEGER NOT NULL,
        joined_at INTEGER NOT NULL,
        joined_seq INTEGER NOT NULL,
        read INTEGER NOT NULL,
        read_messages INTEGER NOT NULL,
        PRIMARY KEY (conversation, user)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX member_order ON member (conversation, role, joined_seq);
      CREATE INDEX member_user ON member (user, conversation);

      -- In the order in which they were stored; ids have no holes.
      CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        author INTEGER NOT NULL,
        at INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        cid TEXT,
        -- A message's replyTo, or the target of what changes one.
        ref INTEGER,
        text TEXT,
        -- JSON: what else the event says.
        detail TEXT,
        -- JSON: what later events made of a message.
        state TEXT,
        -- Seq of the newest message before an event that is none.
        newest_message INTEGER,
        -- How many events the write that began here holds, if more than one.
        span INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX event_seq ON event (conversation, seq);
      -- Keys are minted in the order of time, so that this index grows at its end.
      CREATE UNIQUE INDEX event_cid ON event (cid, author) WHERE cid IS NOT NULL;
      -- Edits by their message: a deletion takes their texts too.
      CREATE INDEX event_edit ON event (conversation, ref) WHERE kind = 1;

      CREATE TABLE person (
        id INTEGER PRIMARY KEY,
        user TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        folded_name TEXT NOT NULL UNIQUE,
        display_name TEXT NOT NULL,
        sort_key TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        colour INTEGER,
        picture TEXT,
        created_at INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        seen_at INTEGER
      ) STRICT;
      CREATE INDEX person_order ON person (sort_key, user);
      CREATE UNIQUE INDEX person_revision ON person (revision);

      CREATE TABLE person_word (
        word TEXT NOT NULL,
        person INTEGER NOT NULL,
        PRIMARY KEY (word, person)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX person_word_person ON person_word (person);

      CREATE TABLE picture (
        key TEXT PRIMARY KEY,
        type TEXT NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;

      CREATE TABLE session (
        id INTEGER PRIMARY KEY,
        session TEXT NOT NULL UNIQUE,
        user TEXT NOT NULL,
        token_hash TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX session_user ON session (user, seen_at);
    `,
  },
  {
    version: 2,
    sql: `
      -- Who may register; null until somebody chose.
      ALTER TABLE space ADD COLUMN registration TEXT;

      -- 0 person, 1 administrator, 2 removed.
      ALTER TABLE person ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX person_administrator ON person (id) WHERE standing = 1;

      -- Those who registered and were not let in yet: of them nothing is in any other table but sessions.
      CREATE TABLE waiting_person (
        id INTEGER PRIMARY KEY,
        user TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        folded_name TEXT NOT NULL UNIQUE,
        password_hash TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE invite (
        id INTEGER PRIMARY KEY,
        invite TEXT NOT NULL UNIQUE,
        secret_hash TEXT NOT NULL UNIQUE,
        note TEXT NOT NULL,
        created_by TEXT,
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        uses INTEGER NOT NULL DEFAULT 0,
        max_uses INTEGER,
        revoked_at INTEGER,
        -- What scrypt made of its words.
        code_key BLOB,
        code_until INTEGER
      ) STRICT;
    `,
  },
]
