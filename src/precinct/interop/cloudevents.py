"""Entries as CloudEvents 1.0, and the strict way in for those of others.

An envelope is a plain dict with one key for each attribute, as the JSON format (structured mode) has it. It says what the
header says and no personal content, unless that is asked for; what was erased or is sealed stays out in any case.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from precinct.basics.errors import BadInput
from precinct.ledger.door import read_json
from precinct.people.person import SYSTEM
from precinct.station.delivery import Delivery
from precinct.station.origin import origin_of
from precinct.station.station import Station

Envelope = dict[str, object]
"""A CloudEvent: one key for each attribute, and `data` or `data_base64`."""

_SOURCE = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+")
_PREFIX = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+")
_NAME = re.compile(r"[a-z0-9]+")
_REFERENCE = re.compile(r"(?:[!#$&-;=?-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})+")
_MEDIA = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+(\s*;.*)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
_SEQUENCE_DIGITS = 20


class Envelopes:
    """Puts entries into envelopes.

    Args:
        station: whose entries they are.
        source: an absolute URI that names this station's ledger and no other, such as `https://example.org/stations/1`.
            Together with the id it names an event, so it never changes.
        prefix: the name, in reverse order, of the domain of whoever says what the types mean, such as `org.example`.
        content: whether the personal content goes along: the payload, the changes, and on whose behalf it was done.

    Raises:
        ValueError: the source is no absolute URI, or the prefix no name of a domain.
    """

    def __init__(self, station: Station, *, source: str, prefix: str, content: bool = False) -> None:
        if not _SOURCE.fullmatch(source):
            raise ValueError(
                f"source must be an absolute URI, such as https://example.org/ledger, not {source!r}"
            )
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(f"prefix must be a domain in reverse order, such as org.example, not {prefix!r}")
        self._station = station
        self._source = source
        self._prefix = prefix
        self._content = content

    def of(self, delivery: Delivery) -> Envelope:
        """The envelope of an entry; of the same entry the same one, until content is erased or sealed.

        Args:
            delivery: the entry, as a subscriber gets it.

        Raises:
            BadInput: an id of the entry cannot stand in an envelope, because it holds a control character.
        """
        header = delivery.header
        shown = self._content and delivery.entry is not None
        envelope: Envelope = {
            "specversion": "1.0",
            "id": str(delivery.position),
            "source": self._source,
            "type": self._type(delivery),
            "subject": header.matter,
            "time": _moment(header.occurred_at),
            "recordedtime": _moment(header.recorded_at),
            "sequence": f"{delivery.position:0{_SEQUENCE_DIGITS}d}",
            "authtype": "system" if header.actor == SYSTEM.id else "app_user",
            "authid": header.actor,
            "correlationid": origin_of(header.matter, self._station.records),
            "dataclassification": "confidential" if shown else "internal",
            "datacontenttype": "application/json",
            "data": self._data(delivery),
        }
        if header.step:
            envelope["causationid"] = str(delivery.first_of_unit)
        problems = _problems(envelope)
        if problems:
            raise BadInput(f"the envelope of position {delivery.position}", problems)
        return envelope

    def text(self, delivery: Delivery) -> str:
        """The envelope as JSON text, of the media type `application/cloudevents+json`; arguments as for `of`."""
        return json.dumps(self.of(delivery), ensure_ascii=False, allow_nan=False)

    def _type(self, delivery: Delivery) -> str:
        """Reverse domain, kind, action and version, such as `org.example.report.receive.v1`.

        Words are those of today's definition, and so is the version; only of an erased entry whose action has another
        name by now both are those that it was written with.
        """
        header = delivery.header
        table = self._station.procedure.workflow(header.kind).table
        version = table.version if header.action in table.actions else header.definition.rpartition("@")[2]
        action = re.sub(r"(?<!^)(?=[A-Z])", "_", header.action).lower()
        return f"{self._prefix}.{header.kind}.{action}.v{version}"

    def _data(self, delivery: Delivery) -> dict[str, object]:
        header = delivery.header
        data: dict[str, object] = {
            "matter": header.matter,
            "kind": header.kind,
            "version": header.version,
            "action": header.action,
            "from": None if header.from_state is None else header.from_state.value,
            "to": header.to_state.value,
            "recorded_by": header.recorded_by,
            "companions": list(header.companions),
            "law": header.law,
            "definition": header.definition,
            "follow_ups": [
                {
                    "what": one.what.value,
                    "code": one.code,
                    "at": None if one.at is None else _moment(one.at),
                    "by": one.by,
                }
                for one in header.follow_ups
            ],
        }
        if self._content and delivery.entry is not None:
            written = self._station.records.codec.encode(delivery.entry)
            content: dict[str, object] = json.loads(written.payload)
            data |= {
                "on_behalf_of": header.on_behalf_of,
                "payload": content["action"],
                "changes": content["changes"],
            }
        return data


def _moment(moment: datetime) -> str:
    # In UTC: RFC 3339 knows no offsets with seconds, as places had before there were time zones.
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


# --- the way in ------------------------------------------------------------------------------------


def read_envelope(data: bytes | str | Mapping[str, object]) -> Envelope:
    """A CloudEvent from outside, of whatever type, if it holds to CloudEvents 1.0.

    Args:
        data: JSON text in structured mode (bytes are UTF-8), or what it would be read as.

    Returns:
        its attributes, without those that are null, and its data as it came.

    Raises:
        BadInput: it cannot be used, with every problem and its place; what it says is never quoted.
    """
    content = read_json("a CloudEvent", data)
    if not isinstance(content, Mapping):
        raise BadInput("a CloudEvent", ["must be an object @ $"])
    envelope = {str(name): value for name, value in content.items() if value is not None or name == "data"}
    problems = _problems(envelope)
    if problems:
        raise BadInput("a CloudEvent", problems)
    return envelope


def _problems(envelope: Mapping[str, object]) -> list[str]:
    problems = [
        f"is missing @ $.{name}" for name in ("id", "source", "specversion", "type") if name not in envelope
    ]
    if "data" in envelope and "data_base64" in envelope:
        problems.append("has data and data_base64, and may have one of them @ $")
    for name, value in envelope.items():
        problem = _problem(name, value)
        if problem:
            told = name == "data_base64" or _NAME.fullmatch(name)
            problems.append(f"{problem} @ $" + (f".{name[:40]}" if told else ""))
    return problems


def _problem(name: str, value: object) -> str:
    """What is wrong with one attribute, or with its name; "" for nothing."""
    if name == "data":
        return ""
    if name == "data_base64":
        return _base64(value)
    if not _NAME.fullmatch(name):
        return "has an attribute whose name is not of a-z and 0-9"
    if name in _RULES:
        return _plain(value, str) or _RULES[name](str(value))
    return _plain(value, str, bool, int)


def _plain(value: object, *kinds: type) -> str:
    """What is wrong with a value that is of the kinds that JSON has for attributes."""
    if type(value) not in kinds:
        return "must be text" if kinds == (str,) else "must be text, a whole number, or true or false"
    if isinstance(value, str) and _FORBIDDEN.search(value):
        return "holds a character that may not stand there"
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        return "must be a number of 32 bits"
    return ""


def _base64(value: object) -> str:
    try:
        if isinstance(value, str):
            b64decode(value, validate=True)
            return ""
    except ValueError:
        pass
    return "must be text in base64"


def _some(value: str) -> str:
    return "" if value else "must not be empty"


def _matching(pattern: "re.Pattern[str]", what: str) -> Callable[[str], str]:
    return lambda value: "" if pattern.fullmatch(value) else f"must be {what}"


def _is_moment(value: str) -> str:
    try:
        if _MOMENT.fullmatch(value):
            datetime.fromisoformat(value.upper())
            return ""
    except ValueError:
        pass
    return "must be a moment as RFC 3339 writes it, with a time zone"


_RULES: Mapping[str, Callable[[str], str]] = {
    "id": _some,
    "source": _matching(_REFERENCE, "a URI or a reference to one"),
    "specversion": lambda value: "" if value == "1.0" else "must be 1.0",
    "type": _some,
    "subject": _some,
    "time": _is_moment,
    "datacontenttype": _matching(_MEDIA, "a media type"),
    "dataschema": _matching(_SOURCE, "an absolute URI"),
    "recordedtime": _is_moment,
    "sequence": _some,
    "correlationid": _some,
    "causationid": _some,
    "authtype": _some,
    "authid": _some,
    "dataclassification": _some,
}
"""What the standard, and the extensions that are used here, ask of an attribute that is text."""
