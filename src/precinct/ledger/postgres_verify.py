"""Is the schema of a ledger in PostgreSQL what its scripts make? Tables, columns, indexes, triggers and functions.

Whoever owns the tables can switch a trigger off, put another function in the place of `append`, or add a rule that loses
rows. The entries do not tell of it, so the catalogues of the server are asked, which everybody may read. Anything else
that stands in the schema is told, too: a function or a view there can come in the way of ours.

Not looked at: how tables are stored and vacuumed, who owns them and who may do what, how large a row may grow; an
administrator changes that with good reason. An index that is still being built, or was never finished, is as if it
were not there.
"""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from precinct.ledger.postgres_link import migrations
from precinct.ledger.postgres_shape import Objects, column_of, function_of, made_by, plain

if TYPE_CHECKING:
    from precinct.ledger.postgres_link import Connection

# Without `pretty`, definitions come with parentheses that no script has.
_REST = """
    SELECT 'table ' || relname, concat_ws(' ', relkind, relpersistence,
        CASE WHEN relrowsecurity THEN 'rows are hidden' END,
        CASE WHEN EXISTS (SELECT FROM pg_inherits WHERE pg_class.oid IN (inhrelid, inhparent)) THEN 'inherits' END)
    FROM pg_class WHERE relnamespace = %(ours)s::oid AND relkind NOT IN ('i', 'I')
UNION ALL
    SELECT 'index ' || relname, pg_get_indexdef(indexrelid, 0, true)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = %(ours)s::oid AND indisvalid AND indisready
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
UNION ALL
    SELECT format('constraint %%s on %%s', pg_get_constraintdef(pg_constraint.oid, true), relname), ''
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE relnamespace = %(ours)s::oid AND contype <> 'n'
        AND coalesce((SELECT indisvalid AND indisready FROM pg_index WHERE indexrelid = conindid), true)
UNION ALL
    SELECT format('trigger %%s on %%s', tgname, relname), concat(tgenabled, ' ', pg_get_triggerdef(pg_trigger.oid, true))
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE relnamespace = %(ours)s::oid AND NOT tgisinternal
UNION ALL
    SELECT format('rule %%s on %%s', rulename, relname), ''
    FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class WHERE relnamespace = %(ours)s::oid AND relkind <> 'v'
UNION ALL
    SELECT 'operator ' || oprname, '' FROM pg_operator WHERE oprnamespace = %(ours)s::oid
UNION ALL
    SELECT 'type ' || typname, '' FROM pg_type WHERE typnamespace = %(ours)s::oid AND typtype <> 'c' AND typelem = 0
"""

_COLUMNS = """
    SELECT attname, relname, row_number() OVER (PARTITION BY attrelid ORDER BY attnum),
        format_type(atttypid, atttypmod), collname, attnotnull, pg_get_expr(adbin, adrelid), concat(attidentity, attgenerated)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        LEFT JOIN pg_collation ON pg_collation.oid = attcollation
    WHERE relnamespace = %(ours)s::oid AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
"""

# What stands between its arguments and its text says what it gives, its language, and how it may be called.
_FUNCTIONS = """
    SELECT proname, pg_get_function_arguments(oid), prosrc, CASE WHEN prokind <> 'f' THEN 'another kind' ELSE split_part(
        substr(pg_get_functiondef(oid), length(format(
            'CREATE OR REPLACE FUNCTION %%s.%%I(%%s)', pronamespace::regnamespace, proname, pg_get_function_arguments(oid)
        )) + 1), E'\\nAS ', 1) END
    FROM pg_proc WHERE pronamespace = %(ours)s::oid
"""

_MOST = 5
_LONGEST = 100


def difference(connection: "Connection", schema: str) -> str:
    """What stands otherwise in a schema than the scripts make it, in words; nothing where nothing does.

    Args:
        connection: to the database; nothing is written.
        schema: the ledger's, at the head of the connection's search path.
    """
    made, found = _made(), _found(connection, schema)
    if made == found:
        return ""
    missing = {name for name, _ in made - found}
    strange, known = {name for name, _ in found - made}, {name for name, _ in made}
    # Of a table that is gone or too many, its columns say nothing more.
    whole = tuple(
        f" o{sign} {name[6:]}" for name in missing ^ strange if name[:6] == "table " for sign in "fn"
    )
    missing, strange = ({one for one in names if not one.endswith(whole)} for names in (missing, strange))
    told = [
        *(f"{name} is not as it was made" for name in sorted(missing & strange)),
        *(f"{name} is missing" for name in sorted(missing - strange)),
        *(
            f"{name} is there a second time" if name in known else f"{name} is none of precinct's"
            for name in sorted(strange - missing)
        ),
    ]
    more = f" and {len(told) - _MOST} more" if len(told) > _MOST else ""
    return "; ".join(one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in told[:_MOST]) + more


@cache
def _made() -> Objects:
    return made_by(migrations())


def _found(connection: "Connection", schema: str) -> Objects:
    namespace = connection.execute("SELECT to_regnamespace(quote_ident(%s))::oid", (schema,)).fetchone()
    ours = {"ours": namespace and namespace[0]}
    rest = connection.execute(_REST, ours).fetchall()
    columns = connection.execute(_COLUMNS, ours).fetchall()
    functions = connection.execute(_FUNCTIONS, ours).fetchall()
    return Counter(
        [
            *((plain(name), plain(definition or "")) for name, definition in rest),
            *((f"column {name} of {table}", column_of(*how)) for name, table, *how in columns),
            *(
                (f"function {name}", function_of(arguments, options, body))
                for name, arguments, body, options in functions
            ),
        ]
    )
