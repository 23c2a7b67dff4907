-- Schema 1. `position` orders the whole ledger, `version` one matter.
CREATE TABLE entries (
    position INTEGER PRIMARY KEY,
    matter   TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    header   BLOB    NOT NULL, -- JSON array: who, what, when, from, to, under which law; part of the chain
    payload  BLOB,             -- JSON: the action and its changes; NULL once erased by law
    salt     BLOB,             -- 16 random bytes; goes with the payload
    digest   BLOB    NOT NULL, -- sha256(salt, payload); stays
    hash     BLOB    NOT NULL, -- sha256(hash before, digest, header)
    UNIQUE (matter, version)
) STRICT;

CREATE TRIGGER entries_are_never_removed BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'an entry is never removed');
END;

-- Erasing or sealing by law takes payload and salt away together, and nothing else is ever altered.
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL
    OR NEW.position IS NOT OLD.position OR NEW.matter IS NOT OLD.matter OR NEW.version IS NOT OLD.version
    OR NEW.header IS NOT OLD.header OR NEW.digest IS NOT OLD.digest OR NEW.hash IS NOT OLD.hash
BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed');
END;

-- Where each matter stands. Follows from the entries; kept so that it is found without reading them.
CREATE TABLE heads (
    matter  TEXT    NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    version INTEGER NOT NULL,
    ended   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX heads_by_kind_and_state ON heads (kind, state);

-- Moments are microseconds since 1970-01-01T00:00:00Z, so that they compare as numbers.
CREATE TABLE deadlines (
    matter     TEXT    NOT NULL,
    code       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    on_expiry  TEXT    NOT NULL,
    paused_at  INTEGER,
    basis      TEXT    NOT NULL, -- how it was counted, so that it can be counted again
    PRIMARY KEY (matter, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX deadlines_that_run ON deadlines (due_at) WHERE paused_at IS NULL;

-- Under which names a matter is found: the ids of its people and of officers whom it ties up.
CREATE TABLE names (
    name   TEXT NOT NULL,
    matter TEXT NOT NULL,
    PRIMARY KEY (name, matter)
) STRICT, WITHOUT ROWID;

CREATE INDEX names_by_matter ON names (matter);

-- The end of the chain, so that a tail cut off is seen.
CREATE TABLE tip (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;

INSERT INTO tip (id, position, hash) VALUES (1, 0, zeroblob(32));
