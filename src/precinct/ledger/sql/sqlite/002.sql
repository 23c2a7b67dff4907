-- Schema 2: what is sent twice is recorded once, records are sealed and erased, workers share what is due, and
-- subscribers remember how far they have read.
ALTER TABLE heads ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE heads ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;

ALTER TABLE deadlines ADD COLUMN handled_at INTEGER;    -- since when somebody has seen to its end
ALTER TABLE deadlines ADD COLUMN claimed_until INTEGER; -- until when a worker has it to itself

CREATE INDEX deadlines_to_see_to ON deadlines (due_at) WHERE paused_at IS NULL AND handled_at IS NULL;

-- Units of work that were sent under a key, and the positions of their entries.
CREATE TABLE keys (
    key   TEXT    NOT NULL PRIMARY KEY,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmarks (
    subscriber TEXT    NOT NULL PRIMARY KEY,
    position   INTEGER NOT NULL,
    failures   INTEGER NOT NULL,
    retry_at   INTEGER,
    problem    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parked (
    subscriber TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    problem    TEXT    NOT NULL,
    parked_at  INTEGER NOT NULL,
    PRIMARY KEY (subscriber, position)
) STRICT, WITHOUT ROWID;

-- Whether pages may still hold what was erased: set with the erasure, taken away once the file was written anew.
ALTER TABLE tip ADD COLUMN remembers INTEGER NOT NULL DEFAULT 0;
