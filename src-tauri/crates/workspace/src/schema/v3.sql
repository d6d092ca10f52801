-- Version 3: how far accounts were read, and what differed from one reading to the next. See v1.sql.

-- What users were changed up to this moment of the account's own clock is in the snapshot (Unix milliseconds); none: only
-- reading all of the account can tell.
ALTER TABLE system ADD COLUMN read_mark INTEGER;
-- When all of the account was read last, and how many refreshes since then read only what had changed.
ALTER TABLE system ADD COLUMN whole_at INTEGER;
ALTER TABLE system ADD COLUMN deltas INTEGER NOT NULL DEFAULT 0;
-- From here on every difference is kept: the snapshot can be followed back to this moment.
ALTER TABLE system ADD COLUMN known_since INTEGER;
UPDATE system SET known_since = refreshed_at WHERE snapshot_file IS NOT NULL AND partial IS NULL;

-- What one reading of an account found to differ from the snapshot, or what one of our changes did to both. Personal data:
-- goes with the system, as its snapshot does.
CREATE TABLE change_set (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL REFERENCES system (id) ON DELETE CASCADE,
    at     INTEGER NOT NULL,
    -- The reading before: it came about between the two.
    since  INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('whole', 'delta', 'met', 'own')),
    -- Differences that others made.
    others INTEGER NOT NULL,
    -- How many of these are what: a JSON array, three numbers (added, changed, removed) for each kind.
    counts TEXT NOT NULL
) STRICT;
CREATE INDEX change_set_by_time ON change_set (system, at);

CREATE TABLE difference (
    change_set      INTEGER NOT NULL REFERENCES change_set (number) ON DELETE CASCADE,
    number          INTEGER NOT NULL,
    -- 0: user, 1: role collection, 2: user in a role collection, 3: role collection in another.
    kind            INTEGER NOT NULL,
    -- 0: added, 1: changed, 2: removed.
    act             INTEGER NOT NULL,
    -- Of a membership: the member's.
    id              TEXT NOT NULL,
    -- User name or name, as it was then.
    name            TEXT NOT NULL,
    origin          TEXT,
    -- Of a membership: the role collection that holds the member.
    role_collection TEXT,
    holder          TEXT,
    -- One of our changes did it.
    own             INTEGER NOT NULL,
    -- Of what was changed: JSON object of attributes, each with the value before and after. Of what was added or removed:
    -- its attributes.
    what            TEXT,
    PRIMARY KEY (change_set, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX difference_by_entity ON difference (id, change_set);
CREATE INDEX difference_by_holder ON difference (role_collection, change_set) WHERE role_collection IS NOT NULL;
