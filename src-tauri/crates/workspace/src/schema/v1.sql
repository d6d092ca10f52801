-- The workspace's own file, version 1. A released version's file is never edited: the next one gets a file of its own,
-- which is run after this one.

CREATE TABLE workspace (
    -- UUID; names this workspace's entries in the operating system's keychain.
    id TEXT NOT NULL
) STRICT;

CREATE TABLE system (
    id                 TEXT PRIMARY KEY,
    name               TEXT NOT NULL,
    -- The name in lower case: names are unique ignoring case.
    name_key           TEXT NOT NULL UNIQUE,
    description        TEXT NOT NULL,
    level              TEXT NOT NULL CHECK (level IN ('globalAccount', 'directory', 'subaccount')),
    parent             TEXT REFERENCES system (id),
    enabled            INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    -- JSON array of texts.
    tags               TEXT NOT NULL,
    -- Both are set for a system of the demo landscape, neither for another.
    demo_subdomain     TEXT,
    demo_region        TEXT,
    -- The last time an answer was waited for: when, what went wrong (opaque JSON), and whether the credential may write.
    contact_at         INTEGER,
    contact_problem    TEXT,
    contact_read_only  INTEGER,
    -- The current generation of the snapshot: a file of `snapshots/`.
    snapshot_file      TEXT,
    refreshed_at       INTEGER,
    users              INTEGER,
    role_collections   INTEGER,
    -- Why the snapshot is not the whole account: opaque JSON.
    partial            TEXT
) STRICT;
CREATE INDEX system_by_parent ON system (parent);

CREATE TABLE property (
    system TEXT NOT NULL REFERENCES system (id) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (system, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    -- JSON.
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was changed in the demo landscape, to be done again after its simulator was started anew.
CREATE TABLE demo_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    line   TEXT NOT NULL
) STRICT;

-- Changes to a snapshot, kept for a day: a refresh that began before one may have read the account before it, and
-- repeats it on what it read.
CREATE TABLE snapshot_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL REFERENCES system (id) ON DELETE CASCADE,
    at     INTEGER NOT NULL,
    change TEXT NOT NULL
) STRICT;
CREATE INDEX snapshot_change_by_system ON snapshot_change (system, number);
CREATE INDEX snapshot_change_by_time ON snapshot_change (at);

-- Append-only. `text` is the entry; every other column is read out of it and cannot say anything else. `hash` is the
-- SHA-256 of `text`, and the next entry's text holds it.
CREATE TABLE journal (
    entry    INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT NOT NULL GENERATED ALWAYS AS (text ->> '$.at') STORED,
    system   TEXT GENERATED ALWAYS AS (text ->> '$.system') STORED,
    undo_of  INTEGER GENERATED ALWAYS AS (text ->> '$.undoOf') STORED,
    requests INTEGER NOT NULL GENERATED ALWAYS AS (json_array_length(text, '$.requests')) STORED,
    -- Requests that changed the account, and those that did not or may not have.
    changed  INTEGER NOT NULL GENERATED ALWAYS AS (text ->> '$.changed') STORED,
    failed   INTEGER NOT NULL GENERATED ALWAYS AS (text ->> '$.failed') STORED,
    -- The entry without what may be thousands long. It and all above stand before `text`, so that reading them does
    -- not read through it.
    head     TEXT NOT NULL GENERATED ALWAYS AS (json_remove(text, '$.requests', '$.touched')) STORED,
    hash     TEXT NOT NULL,
    text     TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_system ON journal (system, entry);
CREATE INDEX journal_by_undo ON journal (undo_of) WHERE undo_of IS NOT NULL AND changed > 0;
CREATE INDEX journal_by_failure ON journal (entry) WHERE failed > 0;

CREATE TRIGGER journal_keeps_entries BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_loses_nothing BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Which entries touched a user or role collection. Made of the entries' texts; can be made again.
CREATE TABLE journal_entity (
    system TEXT NOT NULL,
    id     TEXT NOT NULL,
    entry  INTEGER NOT NULL,
    PRIMARY KEY (system, id, entry)
) STRICT, WITHOUT ROWID;

-- A change that is being applied: written before its first request, gone when its journal entry stands. One that is
-- left over tells what a process had done before it died.
CREATE TABLE run (
    id   TEXT PRIMARY KEY,
    -- The journal entry to be, without results.
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE run_result (
    run    TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
