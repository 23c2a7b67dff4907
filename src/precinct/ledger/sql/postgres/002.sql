-- Schema 2: a unit of work may rest on deadlines as it saw them. All that may stand against a unit beside its own streams
-- is looked at by one function, so that `append` reads as what it does.

-- All deadlines are read page by page in this order, too, not only those that run.
DROP INDEX deadlines_that_run;
CREATE INDEX deadlines_by_end ON deadlines (due_at, matter, code);

-- One unit of work in one statement. All that may stand against it is looked at first, under the lock; then all is
-- written. What came of it is said by `out_what`: appended, or else what `stands_against` says, or no tip.
CREATE OR REPLACE FUNCTION append(
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
        SELECT what, name, first, last INTO out_what, out_name, out_first, out_last FROM stands_against(in_rest);
        IF out_what IS NOT NULL THEN
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

-- The first thing that stands against a unit, beside its own streams; nothing where nothing does. `what` it is:
-- recorded   a unit of this key is there: name is the key, first and last are the positions of its entries
-- conflict   a matter that was read or looked for has moved: name, first the version then, last the version now
-- moved      a deadline does not stand as it was seen: name is its matter, first its place in the list, last the version
-- no matter  name is to be erased, and there is none
CREATE FUNCTION stands_against(in_rest jsonb, OUT what text, OUT name text, OUT first bigint, OUT last bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    SELECT * INTO one FROM keys WHERE key = in_rest ->> 'key';
    IF FOUND THEN
        SELECT 'recorded', one.key, one.first, one.last INTO what, name, first, last;
        RETURN;
    END IF;
    SELECT * INTO one FROM found_otherwise(in_rest -> 'looked_for');
    IF FOUND THEN
        SELECT 'conflict', one.matter, 0, one.version INTO what, name, first, last;
        RETURN;
    END IF;
    SELECT seen.matter, seen.version AS expected, coalesce(heads.version, 0) AS version INTO one
        FROM (
            SELECT each ->> 0 AS matter, (each ->> 1)::bigint AS version, at
            FROM jsonb_array_elements(in_rest -> 'seen') WITH ORDINALITY AS sent (each, at)
        ) AS seen LEFT JOIN heads ON heads.matter = seen.matter
        WHERE coalesce(heads.version, 0) <> seen.version ORDER BY at LIMIT 1;
    IF FOUND THEN
        SELECT 'conflict', one.matter, one.expected, one.version INTO what, name, first, last;
        RETURN;
    END IF;
    SELECT each ->> 0 AS matter, at - 1 AS place INTO one
        FROM jsonb_array_elements(in_rest -> 'standing') WITH ORDINALITY AS sent (each, at)
        WHERE NOT EXISTS (
            SELECT FROM deadlines WHERE matter = each ->> 0 AND code = each ->> 1
                AND (kind, started_at, due_at, on_expiry, paused_at, basis, handled_at) IS NOT DISTINCT FROM (
                    each ->> 2, (each ->> 3)::bigint, (each ->> 4)::bigint, each ->> 5,
                    (each ->> 6)::bigint, each ->> 7, (each ->> 8)::bigint
                )
        ) ORDER BY at LIMIT 1;
    IF FOUND THEN
        SELECT 'moved', one.matter, one.place, coalesce((SELECT version FROM heads WHERE matter = one.matter), 0)
            INTO what, name, first, last;
        RETURN;
    END IF;
    SELECT matter INTO name FROM jsonb_array_elements_text(in_rest -> 'erased') WITH ORDINALITY AS erased (matter, at)
        WHERE NOT EXISTS (SELECT FROM heads WHERE heads.matter = erased.matter) ORDER BY at LIMIT 1;
    IF FOUND THEN
        what := 'no matter';
    END IF;
END
$$;
