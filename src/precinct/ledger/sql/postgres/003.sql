-- Schema 3: one entry with nothing beside it, which is most of what is recorded, is appended without making tables of
-- arrays; what comes of it is the same.

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

    IF in_rest IS NULL AND cardinality(in_matters) = 1 THEN
        IF in_versions[1] = 1 THEN
            INSERT INTO heads (matter, kind, state, version, ended)
                VALUES (in_matters[1], in_kinds[1], in_states[1], 1, in_ended[1]) ON CONFLICT DO NOTHING;
        ELSE
            UPDATE heads SET kind = in_kinds[1], state = in_states[1], version = in_versions[1], ended = in_ended[1]
                WHERE matter = in_matters[1] AND version = in_versions[1] - 1;
        END IF;
        IF NOT FOUND THEN
            out_what := 'conflict';
            out_name := in_matters[1];
            out_first := in_versions[1] - 1;
            out_last := coalesce((SELECT version FROM heads WHERE matter = in_matters[1]), 0);
            RETURN;
        END IF;
        out_what := 'appended';
        out_last := begins_after + 1;
        out_hash := sha256(out_hash || in_digests[1] || in_headers[1]);
        INSERT INTO entries VALUES (
            out_last, in_matters[1], in_versions[1], in_headers[1], in_payloads[1], in_salts[1], in_digests[1], out_hash
        );
        UPDATE tip SET position = out_last, hash = out_hash WHERE id = 1;
        PERFORM pg_notify('precinct', '');
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
