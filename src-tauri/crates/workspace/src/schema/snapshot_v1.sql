-- One generation of the snapshot of one account. The file is made by one refresh and replaced by the next; it can be
-- had again from the account, so that another version's file is read anew, not migrated.

-- Every id that occurs, with a number that stands for it everywhere else.
CREATE TABLE entity (
    n    INTEGER PRIMARY KEY,
    -- 0: user, 1: role collection.
    kind INTEGER NOT NULL,
    id   TEXT NOT NULL,
    -- What a user's `groups` calls a role collection that was not read itself.
    name TEXT,
    UNIQUE (kind, id)
) STRICT;

-- Numbers are places in the order of the keys, with room between them.
CREATE TABLE origin (
    n   INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
) STRICT;

-- Columns that end in `_key` hold the text folded: without case and accents.
CREATE TABLE user (
    n              INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    user_name      TEXT NOT NULL,
    user_name_key  TEXT NOT NULL,
    origin         INTEGER NOT NULL,
    given_name     TEXT,
    family_name    TEXT,
    name_key       TEXT NOT NULL,
    email          TEXT NOT NULL,
    email_key      TEXT NOT NULL,
    external_id    TEXT,
    active         INTEGER NOT NULL,
    verified       INTEGER NOT NULL,
    -- Unix milliseconds.
    created        INTEGER,
    updated        INTEGER,
    last_logon     INTEGER,
    previous_logon INTEGER,
    -- The same user name or e-mail stands in the account with another origin too.
    two_origins    INTEGER NOT NULL DEFAULT 0,
    -- Role collections held: directly, through others, or told by the user's `groups`.
    grants         INTEGER NOT NULL DEFAULT 0,
    -- What has no column of its own: JSON.
    rest           TEXT
) STRICT;

CREATE TABLE role_collection (
    n               INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    name            TEXT NOT NULL,
    name_key        TEXT NOT NULL,
    description     TEXT,
    description_key TEXT NOT NULL,
    created         INTEGER,
    updated         INTEGER,
    -- Members that are users, and members that are role collections.
    members         INTEGER NOT NULL DEFAULT 0,
    nested          INTEGER NOT NULL DEFAULT 0,
    rest            TEXT
) STRICT;

CREATE TABLE membership (
    role_collection INTEGER NOT NULL,
    member          INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    -- As sent with the member; it need not be the user's.
    origin          INTEGER,
    PRIMARY KEY (role_collection, member)
) STRICT, WITHOUT ROWID;

-- What the `groups` of a user name, members or not.
CREATE TABLE told (
    user            INTEGER NOT NULL,
    role_collection INTEGER NOT NULL,
    indirect        INTEGER NOT NULL,
    PRIMARY KEY (user, role_collection)
) STRICT, WITHOUT ROWID;

-- Text to search in, of 512 users a row.
CREATE TABLE search (
    chunk INTEGER PRIMARY KEY,
    text  BLOB NOT NULL
) STRICT;

-- How many users are alike: counts and shares are sums over this table. `logon_day` counts days since 1970 (UTC), -1
-- for never.
CREATE TABLE user_count (
    origin      INTEGER NOT NULL,
    active      INTEGER NOT NULL,
    two_origins INTEGER NOT NULL,
    logon_day   INTEGER NOT NULL,
    users       INTEGER NOT NULL,
    PRIMARY KEY (origin, active, two_origins, logon_day)
) STRICT, WITHOUT ROWID;
