-- Schema 1 of a ledger in PostgreSQL; it stands in a namespace of its own. `position` orders the whole ledger, `version`
-- one matter. Texts compare by code point, as Python compares them.
CREATE TABLE ledger (
    id     integer PRIMARY KEY CHECK (id = 1),
    schema integer NOT NULL -- how many of these scripts have run
);

INSERT INTO ledger VALUES (1, 0);

CREATE TABLE entries (
    position bigint PRIMARY KEY,
    matter   text COLLATE "C" NOT NULL,
    version  bigint NOT NULL,
    header   bytea NOT NULL, -- JSON array: who, what, when, from, to, under which law; part of the chain
    payload  bytea,          -- JSON: the action and its changes; NULL once erased by law
    salt     bytea,          -- 16 random bytes; goes with the payload
    digest   bytea NOT NULL, -- sha256(salt, payload); stays
    hash     bytea NOT NULL, -- sha256(hash before, digest, header)
    UNIQUE (matter, version)
);

CREATE FUNCTION refuse_a_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Erasing by law takes payload and salt away together, and nothing else is ever altered.
    IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND NEW.salt IS NULL
        AND (NEW.position, NEW.matter, NEW.version, NEW.header, NEW.digest, NEW.hash)
            IS NOT DISTINCT FROM (OLD.position, OLD.matter, OLD.version, OLD.header, OLD.digest, OLD.hash)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an entry is never %', CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER entries_are_never_changed BEFORE UPDATE OR DELETE ON entries
    FOR EACH ROW EXECUTE FUNCTION refuse_a_change();

CREATE TRIGGER entries_are_never_emptied BEFORE TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_a_change();

-- Where each matter stands. Follows from the entries; kept so that it is found without reading them.
CREATE TABLE heads (
    matter  text COLLATE "C" PRIMARY KEY,
    kind    text COLLATE "C" NOT NULL,
    state   text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    ended   boolean NOT NULL,
    sealed  boolean NOT NULL DEFAULT false,
    erased  boolean NOT NULL DEFAULT false
) WITH (fillfactor = 80);

CREATE INDEX heads_by_kind_and_state ON heads (kind, state, matter);

-- Moments are microseconds since 1970-01-01T00:00:00Z, as in SQLite: every moment of Python has one, and exactly.
CREATE TABLE deadlines (
    matter        text COLLATE "C" NOT NULL,
    code          text COLLATE "C" NOT NULL,
    kind          text NOT NULL,
    started_at    bigint NOT NULL,
    due_at        bigint NOT NULL,
    on_expiry     text NOT NULL,
    paused_at     bigint,
    basis         text NOT NULL, -- how it was counted, so that it can be counted again
    handled_at    bigint,        -- since when somebody has seen to its end
    claimed_until bigint,        -- until when a worker has it to itself
    PRIMARY KEY (matter, code)
);

CREATE INDEX deadlines_that_run ON deadlines (due_at, matter, code) WHERE paused_at IS NULL;
CREATE INDEX deadlines_to_see_to ON deadlines (due_at, matter, code) WHERE paused_at IS NULL AND handled_at IS NULL;

-- Under which names a matter is found: the ids of its people and of officers whom it ties up.
CREATE TABLE names (
    name   text COLLATE "C" NOT NULL,
    matter text COLLATE "C" NOT NULL,
    PRIMARY KEY (name, matter)
);

CREATE INDEX names_by_matter ON names (matter);

-- Units of work that were sent under a key, and the positions of their entries.
CREATE TABLE keys (
    key   text COLLATE "C" PRIMARY KEY,
    first bigint NOT NULL,
    last  bigint NOT NULL
);

CREATE TABLE bookmarks (
    subscriber text COLLATE "C" PRIMARY KEY,
    position   bigint NOT NULL,
    failures   bigint NOT NULL,
    retry_at   bigint,
    problem    text NOT NULL
);

CREATE TABLE parked (
    subscriber text COLLATE "C" NOT NULL,
    position   bigint NOT NULL,
    problem    text NOT NULL,
    parked_at  bigint NOT NULL,
    PRIMARY KEY (subscriber, position)
);

-- The end of the chain. Whoever appends locks this row first, so that units come one after another: positions have
-- no gaps, and a unit is seen only after those before it.
CREATE TABLE tip (
    id       integer PRIMARY KEY CHECK (id = 1),
    position bigint NOT NULL,
    hash     bytea NOT NULL
) WITH (fillfactor = 20);

INSERT INTO tip VALUES (1, 0, decode(repeat('00', 32), 'hex'));

-- One unit of work in one statement. All that may stand against it is looked at first, under the lock; then all is
-- written. What came of it is said by `out_what`: appended, conflict, recorded, no matter, no tip.
CREATE FUNCTION append(
    in_matters text[], in_kinds text[], in_versions bigint[], in_states text[], in_ended boolean[],
    in_headers bytea[], in_payloads bytea[], in_salts bytea[], in_digests bytea[],
    in_rest jsonb, -- NULL where nothing is in it; else see `postgres_rows.py`
    OUT out_what text, OUT out_name text, OUT out_first bigint, OUT out_last bigint, OUT out_hash bytea
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    one record;
    begins_after bigint;
    chained bytea[] := '{}';
BEGIN
    SELECT position, hash INTO begins_after, out_hash FROM tip WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        out_what := 'no tip';
        RETURN;
    END IF;

    IF in_rest IS NOT NULL THEN
        SELECT * INTO one FROM keys WHERE key = in_rest ->> 'key';
        IF FOUND THEN
            SELECT 'recorded', one.key, one.first, one.last INTO out_what, out_name, out_first, out_last;
            RETURN;
        END IF;
        SELECT * INTO one FROM found_otherwise(in_rest -> 'looked_for');
        IF FOUND THEN
            SELECT 'conflict', one.matter, 0, one.version INTO out_what, out_name, out_first, out_last;
            RETURN;
        END IF;
        SELECT seen.matter, seen.version AS expected, coalesce(heads.version, 0) AS version INTO one
            FROM (
                SELECT each ->> 0 AS matter, (each ->> 1)::bigint AS version, at
                FROM jsonb_array_elements(in_rest -> 'seen') WITH ORDINALITY AS sent (each, at)
            ) AS seen LEFT JOIN heads ON heads.matter = seen.matter
            WHERE coalesce(heads.version, 0) <> seen.version ORDER BY at LIMIT 1;
        IF FOUND THEN
            SELECT 'conflict', one.matter, one.expected, one.version INTO out_what, out_name, out_first, out_last;
            RETURN;
        END IF;
        SELECT matter INTO out_name FROM jsonb_array_elements_text(in_rest -> 'erased') WITH ORDINALITY AS erased (matter, at)
            WHERE NOT EXISTS (SELECT FROM heads WHERE heads.matter = erased.matter) ORDER BY at LIMIT 1;
        IF FOUND THEN
            out_what := 'no matter';
            RETURN;
        END IF;
    END IF;

    SELECT sent.matter, sent.expected, coalesce(heads.version, 0) AS version INTO one
        FROM (
            SELECT matter, min(version) - 1 AS expected, min(at) AS at
            FROM unnest(in_matters, in_versions) WITH ORDINALITY AS each (matter, version, at) GROUP BY matter
        ) AS sent LEFT JOIN heads ON heads.matter = sent.matter
        WHERE coalesce(heads.version, 0) <> sent.expected ORDER BY at LIMIT 1;
    IF FOUND THEN
        SELECT 'conflict', one.matter, one.expected, one.version INTO out_what, out_name, out_first, out_last;
        RETURN;
    END IF;

    IF in_rest IS NOT NULL THEN
        SELECT each ->> 0 INTO out_name FROM jsonb_array_elements(in_rest -> 'sealed') WITH ORDINALITY AS sealed (each, at)
            WHERE NOT EXISTS (SELECT FROM heads WHERE heads.matter = each ->> 0) AND each ->> 0 <> ALL (in_matters)
            ORDER BY at LIMIT 1;
        IF FOUND THEN
            out_what := 'no matter';
            RETURN;
        END IF;
        PERFORM erase_matter(matter) FROM jsonb_array_elements_text(in_rest -> 'erased') AS erased (matter);
    END IF;

    FOR one IN SELECT header, digest FROM unnest(in_headers, in_digests) AS each (header, digest) LOOP
        out_hash := sha256(out_hash || one.digest || one.header);
        chained := array_append(chained, out_hash);
    END LOOP;
    out_what := 'appended';
    out_last := begins_after + cardinality(in_matters);
    INSERT INTO entries
        SELECT begins_after + at, matter, version, header, payload, salt, digest, link
        FROM unnest(in_matters, in_versions, in_headers, in_payloads, in_salts, in_digests, chained)
            WITH ORDINALITY AS each (matter, version, header, payload, salt, digest, link, at);
    INSERT INTO heads AS known (matter, kind, state, version, ended)
        SELECT DISTINCT ON (matter) matter, kind, state, version, ended
        FROM unnest(in_matters, in_kinds, in_states, in_versions, in_ended) AS each (matter, kind, state, version, ended)
        ORDER BY matter, version DESC
        ON CONFLICT (matter) DO UPDATE SET
            kind = excluded.kind, state = excluded.state, version = excluded.version, ended = excluded.ended;
    UPDATE tip SET position = out_last, hash = out_hash WHERE id = 1;
    IF in_rest IS NOT NULL THEN
        PERFORM put_beside(in_rest, begins_after, out_last);
    END IF;
    -- All ledgers of a database call on one channel, whose name is short; who listens looks whether he was meant.
    PERFORM pg_notify('precinct', '');
END
$$;

-- The first matter that looking for names gives now and did not give then, or the other way round.
CREATE FUNCTION found_otherwise(in_looked_for jsonb, OUT matter text, OUT version bigint)
RETURNS SETOF record LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    search jsonb;
BEGIN
    FOR search IN SELECT each FROM jsonb_array_elements(in_looked_for) AS sent (each) LOOP
        RETURN QUERY
            WITH asked AS (SELECT each COLLATE "C" AS name FROM jsonb_array_elements_text(search -> 0) AS sent (each)),
            found_then AS (SELECT each COLLATE "C" AS id FROM jsonb_array_elements_text(search -> 1) AS sent (each)),
            found_now AS (
                SELECT names.matter AS id FROM names JOIN asked ON names.name = asked.name
                UNION SELECT heads.matter FROM heads JOIN asked ON heads.matter = asked.name
            ),
            otherwise AS (
                (SELECT id FROM found_then EXCEPT SELECT id FROM found_now)
                UNION (SELECT id FROM found_now EXCEPT SELECT id FROM found_then)
            )
            SELECT id, coalesce((SELECT heads.version FROM heads WHERE heads.matter = id), 0)
            FROM otherwise ORDER BY id COLLATE "C" LIMIT 1;
        IF FOUND THEN
            RETURN;
        END IF;
    END LOOP;
END
$$;

CREATE FUNCTION erase_matter(in_matter text) RETURNS void LANGUAGE sql AS $$
    UPDATE heads SET erased = true WHERE matter = in_matter;
    UPDATE entries SET payload = NULL, salt = NULL WHERE matter = in_matter AND (payload IS NOT NULL OR salt IS NOT NULL);
    DELETE FROM names WHERE matter = in_matter;
$$;

-- Deadlines, names, seals and the key of a unit of work.
CREATE FUNCTION put_beside(in_rest jsonb, in_begins_after bigint, in_last bigint)
RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    each jsonb;
BEGIN
    DELETE FROM deadlines USING jsonb_array_elements(in_rest -> 'ended') AS sent (ended)
        WHERE matter = ended ->> 0 AND code = ended ->> 1;
    FOR each IN SELECT * FROM jsonb_array_elements(in_rest -> 'deadlines') LOOP
        INSERT INTO deadlines VALUES (
            each ->> 0, each ->> 1, each ->> 2, (each ->> 3)::bigint, (each ->> 4)::bigint, each ->> 5,
            (each ->> 6)::bigint, each ->> 7, (each ->> 8)::bigint, NULL
        ) ON CONFLICT (matter, code) DO UPDATE SET
            kind = excluded.kind, started_at = excluded.started_at, due_at = excluded.due_at,
            on_expiry = excluded.on_expiry, paused_at = excluded.paused_at, basis = excluded.basis,
            handled_at = excluded.handled_at, claimed_until = NULL;
    END LOOP;
    FOR each IN SELECT * FROM jsonb_array_elements(in_rest -> 'names') LOOP
        DELETE FROM names WHERE matter = each ->> 0;
        INSERT INTO names SELECT DISTINCT name, each ->> 0 FROM jsonb_array_elements_text(each -> 1) AS sent (name);
    END LOOP;
    FOR each IN SELECT * FROM jsonb_array_elements(in_rest -> 'sealed') LOOP
        UPDATE heads SET sealed = (each ->> 1)::boolean WHERE matter = each ->> 0;
    END LOOP;
    INSERT INTO keys SELECT in_rest ->> 'key', in_begins_after + 1, in_last WHERE in_rest ? 'key';
END
$$;
