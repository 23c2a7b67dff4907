-- Schema 3: what stands beside the entries stands in an index once more, whole. SQLite compares the two when a ledger
-- is verified, so a byte that changes in either is found; and what is due is read from the index alone.
DROP INDEX heads_by_kind_and_state;
CREATE INDEX heads_by_kind_and_state ON heads (kind, state, ended, sealed, erased);

DROP INDEX deadlines_that_run;
CREATE INDEX deadlines_by_end ON deadlines (
    due_at, matter, code, paused_at, handled_at, claimed_until, started_at, kind, on_expiry, basis
);

CREATE INDEX keys_by_position ON keys (first, last);
CREATE INDEX bookmarks_whole ON bookmarks (position, failures, retry_at, problem);
CREATE INDEX parked_whole ON parked (position, parked_at, problem);
CREATE INDEX tip_remembers ON tip (remembers);
