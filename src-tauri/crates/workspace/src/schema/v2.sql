-- Version 2: what systems hold besides their address; destinations; the history of transformations and of configuration;
-- consumers. See v1.sql.

-- A hue of the theme's accent colours, 1 to 10; none: no colour.
ALTER TABLE system ADD COLUMN colour INTEGER CHECK (colour BETWEEN 1 AND 10);
ALTER TABLE system ADD COLUMN notes TEXT NOT NULL DEFAULT '';
ALTER TABLE system ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1));
ALTER TABLE system ADD COLUMN destination TEXT REFERENCES destination (id) ON DELETE SET NULL;
-- Members of an imported file that have no meaning here: a JSON object, written back on export.
ALTER TABLE system ADD COLUMN imported TEXT;

-- A named set of properties that systems share; a system's own property wins.
CREATE TABLE destination (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    -- Unique ignoring case.
    name_key    TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL
) STRICT;
CREATE TABLE destination_property (
    destination TEXT NOT NULL REFERENCES destination (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,
    PRIMARY KEY (destination, name)
) STRICT, WITHOUT ROWID;

-- That a credential is kept and since when: never the credential, which lies where secrets go. `owner` is the id of a
-- system or destination.
CREATE TABLE credential (
    owner       TEXT NOT NULL,
    name        TEXT NOT NULL,
    set_at      INTEGER NOT NULL,
    -- The public half of a key pair, PEM, the whole chain.
    certificate TEXT,
    -- Host and port of the URL and of the token URL that it was entered for; it is sent to no other.
    url_host    TEXT,
    token_host  TEXT,
    PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;

-- Systems of version 1 keep a client secret. When it was entered was not noted: its age counts from now.
INSERT INTO credential (owner, name, set_at)
SELECT system, 'Password', CAST(unixepoch('subsec') * 1000 AS INTEGER) FROM property WHERE name = 'URL' AND value <> '';

-- Every text that a transformation ever had, once.
CREATE TABLE transformation_text (
    -- SHA-256 in hex.
    hash TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
-- Never pruned, not even when the system is deleted: no reference to it.
CREATE TABLE transformation_version (
    system      TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('read', 'write')),
    -- From 1, the initial one; the highest is in use.
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    who         TEXT NOT NULL,
    description TEXT NOT NULL,
    hash        TEXT NOT NULL REFERENCES transformation_text (hash),
    PRIMARY KEY (system, kind, number)
) STRICT, WITHOUT ROWID;
-- What is being written and was not saved as a version.
CREATE TABLE transformation_draft (
    system TEXT NOT NULL REFERENCES system (id) ON DELETE CASCADE,
    kind   TEXT NOT NULL CHECK (kind IN ('read', 'write')),
    -- The version that it began from.
    base   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (system, kind)
) STRICT, WITHOUT ROWID;

-- What was changed about a system itself: properties, name, credentials (that, never what), transformations.
CREATE TABLE configuration_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    -- JSON.
    change TEXT NOT NULL
) STRICT;
CREATE INDEX configuration_change_by_system ON configuration_change (system, number);

-- Who may call the proxy of a system.
CREATE TABLE consumer (
    system     TEXT NOT NULL REFERENCES system (id) ON DELETE CASCADE,
    -- User name or client id.
    id         TEXT NOT NULL,
    -- For people.
    name       TEXT NOT NULL,
    sign_in    TEXT NOT NULL CHECK (sign_in IN ('basic', 'oauth', 'certificate')),
    -- Argon2id, PHC string; none for a certificate.
    hash       TEXT,
    -- Subject of the certificate, or "sha256:" and its fingerprint.
    subject    TEXT,
    -- SAP's permission "Access Proxy System API".
    access     INTEGER NOT NULL CHECK (access IN (0, 1)),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (system, id)
) STRICT, WITHOUT ROWID;

-- Systems that were deleted, with what went with them but snapshot and secrets. Their history stays where it was.
CREATE TABLE deleted_system (
    id   TEXT PRIMARY KEY,
    at   INTEGER NOT NULL,
    who  TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The system as JSON.
    text TEXT NOT NULL
) STRICT;
