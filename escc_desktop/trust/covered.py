"""Works out what a signature on a record covers, from the entry alone; it neither signs nor checks a signature."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from escc_desktop.trust import canonical


def record_digest(record: str, body: Mapping[str, Any], edition: str | None, *, is_read: bool = False) -> str:
    """Return the SHA-256 (hex) of what a signature covers: the values, the edition and with it the wording shown.

    ``body`` is that of ``record.saved``. Free text stands in it as its commitment, so nothing but the entry is needed.
    ``is_read``: the body was read from an entry's bytes, so that every part of it was checked already.
    """
    whole = {
        "edition": edition,
        "form": body.get("form"),
        "observed_on": body.get("observed_on"),
        "record": record,
        "values": body.get("values"),
        "visit": body.get("visit"),
    }
    for name in ("justified", "not_done"):  # since version 3; what was signed before covers the same bytes as then
        if body.get(name) is not None:
            whole[name] = body[name]
    return sha256(canonical.spelled(whole) if is_read else canonical.encode(whole)).hexdigest()
