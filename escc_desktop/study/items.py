"""Builds one item of an edition from its table, and checks what can be seen on it alone; it reads no rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, get_args

from escc_desktop.study.edition import CodeList, Item, ItemType, Label, Part, Partial
from escc_desktop.study.lists import Stock, check_id, unit_list
from escc_desktop.study.proof import Table, nearest

SIGNERS = ("investigator", "coordinator", "participant", "witness", "representative", "nurse", "pharmacist")
"""Who may sign at a signature point."""

NUMBERS = ("integer", "decimal")
_DIGITS = re.compile(r"[1-9](\.[1-9])?")
_TARGET = re.compile(r"-|[A-Z][A-Z0-9]{1,7}\.[A-Z][A-Z0-9]{1,7}(\[[A-Z][A-Z0-9]*=[^],=]+(,[A-Z][A-Z0-9]*=[^],=]+)*\])?")
_TESTCD = re.compile(r"TESTCD=([^],]+)")
_NEW_TYPES = ("calculated", "signature")
_OLD_TYPES = tuple(kind for kind in get_args(ItemType) if kind not in _NEW_TYPES)
_OLD_PARTS = ("value", "low", "high", "judgement")
_OLD_MISSING = ("ND", "UK", "NA")


def read_keys(stock: Stock, form: str, table: Table, kind: ItemType, code_list: CodeList | None) -> dict[str, Any]:
    """Return what an item and a result read alike, by the names of ``Item``."""
    id, words = table.text("id"), stock.words
    return {
        "id": id,
        "label": words.label("item", f"{form}.{id}"),
        "type": kind,
        "unit": table.text("unit", ""),
        "digits": read_digits(table),
        "low": table.number("low"),
        "high": table.number("high"),
        "code_list": code_list.id if code_list is not None else None,
        "is_required": table.flag("required", False),
        "missing_codes": read_missing(stock, table, kind, code_list),
        "hint": words.optional("hint", f"{form}.{id}"),
        "shown_when": table.maybe_text("shown_when"),
        "assumption": words.assumption(table),
    }


def read_item(stock: Stock, form: str, table: Table) -> tuple[Item, ...]:
    """Return an item and, where other units may be typed, the item of its unit."""
    is_new = table.proof.format > 1
    id = table.text("id")
    check_id(table, id)
    kind: Any = table.one_of("type", get_args(ItemType) if is_new else _OLD_TYPES)
    code_list = read_code_list(stock, table, kind)
    item = Item(
        **read_keys(stock, form, table, kind, code_list),
        source=read_source(stock, table, is_needed=kind != "signature"),
        cdash=table.text("cdash", None if is_new and kind != "signature" else ""),
        decided_by=table.one_of("decided_by", ("anyone", "investigator"), "anyone"),
        companion_of=table.maybe_text("companion_of"),
        part=table.one_of("part", get_args(Part) if is_new else _OLD_PARTS, "value"),
        partial=_partial(table, kind),
        **(_new_keys(table, kind, id) if is_new else {}),
    )
    if is_new:
        check_numbers(stock, table, item)
    table.close()
    table.proof.keep("item", f"{form}.{id}", table)
    return (item, unit_item(stock, form, item)) if item.other_units else (item,)


def read_code_list(stock: Stock, table: Table, kind: str) -> CodeList | None:
    """Return the code list of a choice; it stands there and nowhere else."""
    id = table.maybe_text("code_list")
    if (kind in ("choice", "choices")) != (id is not None):
        table.note("code_list", "STUDY_WRONG_KIND", key="code_list", expected="a list for a choice, and only there")
    return stock.ask_list(table, "code_list", id) if id is not None else None


def read_digits(table: Table) -> str | None:
    """Return the boxes of a number, such as "3.1"."""
    digits = table.maybe_text("digits")
    if digits is not None and not _DIGITS.fullmatch(digits):
        table.note("digits", "STUDY_WRONG_KIND", key="digits", expected='boxes such as "3" or "3.1"')
        return None
    return digits


def read_source(stock: Stock, table: Table, is_needed: bool = True) -> Label:
    """Return where an item comes from."""
    source = table.text("source", None if is_needed else "")
    return stock.words.label("source", source) if source else Label("", "")


def read_missing(stock: Stock, table: Table, kind: str, code_list: CodeList | None) -> tuple[str, ...]:
    """Return the missing codes of an item: those it names or, from format 2, all of them; none is an answer."""
    given: Any = table.texts("missing")
    if table.proof.format == 1:
        if not set(given) <= set(_OLD_MISSING):
            table.note("missing", "STUDY_UNKNOWN_REFERENCE", what="missing code", id=", ".join(given), near="")
        return given  # type: ignore[no-any-return]
    if kind in _NEW_TYPES:
        if given:
            table.note("missing", "STUDY_UNKNOWN_KEY", key="missing", near="")
        return ()
    is_named = "missing" in table.data
    for code in given:
        if code not in stock.missing:
            near = nearest(code, stock.missing)
            table.note("missing", "STUDY_UNKNOWN_REFERENCE", what="missing code", id=code, near=near)
    codes = tuple(code for code in (given if is_named else stock.missing) if code in stock.missing)
    if kind == "yes_no_na" and not is_named:
        return tuple(code for code in codes if code != "NA")
    answers: Iterable[str] = code_list.codes if code_list is not None else ("NA",) if kind == "yes_no_na" else ()
    for code in answers:
        if code in codes:
            table.note("missing" if is_named else "code_list", "STUDY_COLLISION", what="missing code", id=code)
    return codes


def _partial(table: Table, kind: str) -> Partial:
    if table.proof.format == 1:
        return "month" if kind == "partial_date" else "none"
    allowed = {"date": ("none", "day", "month"), "partial_date": ("month",), "datetime": get_args(Partial)}
    partial: Partial = table.one_of("partial", get_args(Partial), "month" if kind == "partial_date" else "none")
    if partial not in allowed.get(kind, ("none",)):
        expected = ", ".join(allowed[kind]) if kind in allowed else "left out: only a date can be partial"
        table.note("partial", "STUDY_WRONG_KIND", key="partial", expected=expected)
    return partial


def _new_keys(table: Table, kind: str, id: str) -> dict[str, Any]:
    """Read the keys that came with format 2."""
    calculation, signs = table.maybe_text("calculation"), table.maybe_text("signs")
    for key, value, owner in (("calculation", calculation, "calculated"), ("signs", signs, "signature")):
        if kind == owner and value is None:
            table.note(key, "STUDY_MISSING_KEY", key=key)
        elif kind != owner and value is not None:
            table.note(key, "STUDY_UNKNOWN_KEY", key=key, near="")
    if signs is not None and signs not in SIGNERS:
        table.note("signs", "STUDY_UNKNOWN_REFERENCE", what="role", id=signs, near=nearest(signs, SIGNERS))
    sdtm = table.text("sdtm", None if kind != "signature" else "-")
    if sdtm and not _TARGET.fullmatch(sdtm):
        table.note("sdtm", "STUDY_WRONG_KIND", key="sdtm", expected='"LB.LBORRES[LBTESTCD=WBC]", "VS.VSPOS" or "-"')
    named = _TESTCD.search(sdtm)
    return {
        "calculation": calculation,
        "signs": signs,
        "sdtm": sdtm,
        "other_units": table.texts("other_units"),
        "testcd": named[1] if named else id,
    }


def check_numbers(stock: Stock, table: Table, item: Item) -> None:
    """Note units that are not in the table, boxes and limits that do not fit, and those of what is no number."""
    is_number = item.type in (*NUMBERS, "calculated")
    if item.unit:
        stock.ask_unit(table, "unit", item.unit)
    for unit in item.other_units:
        stock.ask_unit(table, "other_units", unit)
    if item.other_units and (not item.unit or item.type not in NUMBERS or item.unit in item.other_units):
        expected = "units of a number beside its own unit"
        table.note("other_units", "STUDY_WRONG_KIND", key="other_units", expected=expected)
    for key, value in (("unit", item.unit), ("digits", item.digits), ("low", item.low), ("high", item.high)):
        if value not in (None, "") and not is_number:
            table.note(key, "STUDY_WRONG_KIND", key=key, expected="left out: the item is no number")
    if not is_number:
        return
    if item.type == "integer" and item.digits is not None and "." in item.digits:
        table.note("digits", "STUDY_WRONG_KIND", key="digits", expected='boxes such as "3" for a whole number')
    if item.low is not None and item.high is not None and item.low > item.high:
        table.note("high", "STUDY_WRONG_KIND", key="high", expected=f"{item.low} or more")
    for key, limit in (("low", item.low), ("high", item.high)):
        if limit is not None and item.digits is not None and not _fits(limit, item.digits):
            table.note(key, "STUDY_WRONG_KIND", key=key, expected=f"a number that fits the boxes {item.digits}")


def _fits(number: Decimal, digits: str) -> bool:
    whole, _, fraction = digits.partition(".")
    typed, _, after = format(abs(number), "f").partition(".")
    return len(typed) <= int(whole) and len(after.rstrip("0")) <= int(fraction or 0)


def unit_item(stock: Stock, form: str, item: Item) -> Item:
    """Return the companion in which the unit of a value is kept; empty means the item's own unit."""
    units = (item.unit, *item.other_units)
    return Item(
        id=f"{item.id}_U",
        label=part_label(stock, item, "unit"),
        type="choice",
        code_list=unit_list(stock, form, item.id, units),
        missing_codes=stock.missing,
        source=item.source,
        cdash=_sister(item.cdash, "U"),
        shown_when=item.shown_when,
        companion_of=item.id,
        part="unit",
        sdtm=_sister_target(item.sdtm, "U"),
        testcd=item.testcd,
    )


def part_label(stock: Stock, item: Item, part: Part) -> Label:
    """Return the label of a companion that the loader makes: what it belongs to, and which part of it."""
    worded = stock.words.label("part", part)
    return Label(f"{item.label.en}, {worded.en}", f"{item.label.zh}，{worded.zh}")


def _sister(variable: str, ending: str) -> str:
    return f"{variable}{ending}" if variable.endswith("ORRES") else "-"


def _sister_target(target: str, ending: str) -> str:
    variable, bracket, rest = target.partition("[")
    return f"{variable}{ending}{bracket}{rest}" if variable.endswith("ORRES") else "-"
