"""Spells out a laboratory result as the items of its row: value, unit, range, judgement, day of judgement; no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from escc_desktop.study.edition import CodeList, Item, Part
from escc_desktop.study.items import (
    check_numbers,
    part_label,
    read_code_list,
    read_keys,
    read_source,
    unit_item,
)
from escc_desktop.study.lists import Stock, check_id
from escc_desktop.study.proof import Table, nearest

LONGEST_ID = 19
"""Room for the longest ending: ``_CSDT``."""


def read_result(stock: Stock, form: str, table: Table) -> tuple[Item, ...]:
    """Return the items of one result, in the order of its row."""
    value = _value(stock, form, table)
    domain = table.text("domain", "LB")
    if not (domain.isascii() and domain.isalnum() and domain.isupper() and len(domain) == 2):
        table.note("domain", "STUDY_WRONG_KIND", key="domain", expected="two capitals such as LB")
    table.close()
    table.proof.keep("item", f"{form}.{value.id}", table)
    value = replace(value, cdash=f"{domain}ORRES", sdtm=_target(domain, "ORRES", value.testcd))
    items = [value]
    if value.other_units:
        items.append(unit_item(stock, form, value))
    out_of_range = ""
    if value.type != "choice":
        items += [_limit(stock, value, domain, "low"), _limit(stock, value, domain, "high")]
        out_of_range = f"{value.id} < {value.id}_LO or {value.id} > {value.id}_HI"
    elif value.normal:
        codes = " and ".join(f"{value.id} != '{code}'" for code in value.normal)
        out_of_range = codes
    if out_of_range:
        items += _judgement(stock, table, value, domain, out_of_range)
    return tuple(items)


def _value(stock: Stock, form: str, table: Table) -> Item:
    words = stock.words
    id = table.text("id")
    check_id(table, id)
    if len(id) > LONGEST_ID:
        table.note("id", "STUDY_WRONG_KIND", key="id", expected=f"{LONGEST_ID} signs at most: the row adds its endings")
    kind: Any = table.one_of("type", ("decimal", "integer", "choice"))
    code_list = read_code_list(stock, table, kind)
    item = Item(
        **read_keys(stock, form, table, kind, code_list),
        source=read_source(stock, table),
        other_units=table.texts("other_units"),
        normal=_normal(table, code_list),
        testcd=table.text("testcd", id),
        aliases=words.optional("alias", f"{form}.{id}"),
    )
    check_numbers(stock, table, item)
    return item


def _normal(table: Table, code_list: CodeList | None) -> tuple[str, ...]:
    normal = table.texts("normal")
    if normal and code_list is None:
        table.note("normal", "STUDY_UNKNOWN_KEY", key="normal", near="")
        return ()
    for code in normal:
        if code_list is not None and code not in code_list.codes:
            place = f"{code_list.id}.{code}"
            table.note(
                "normal", "STUDY_UNKNOWN_REFERENCE", what="choice", id=place, near=nearest(code, code_list.codes)
            )
    return normal


def _limit(stock: Stock, value: Item, domain: str, part: Part) -> Item:
    ending = {"low": "LO", "high": "HI"}[part]
    return Item(
        id=f"{value.id}_{ending}",
        label=part_label(stock, value, part),
        type=value.type,
        unit=value.unit,
        digits=value.digits,
        missing_codes=stock.missing,
        source=value.source,
        cdash=f"{domain}ORNR{ending}",
        shown_when=value.shown_when,
        companion_of=value.id,
        part=part,
        sdtm=_target(domain, f"ORNR{ending}", value.testcd),
        testcd=value.testcd,
    )


def _judgement(stock: Stock, table: Table, value: Item, domain: str, out_of_range: str) -> list[Item]:
    """Return the investigator's judgement of a value out of range, and its day."""
    rule = f"({value.shown_when}) and ({out_of_range})" if value.shown_when else out_of_range
    source = stock.words.label("source", "WORKSHEET")
    significance = stock.ask_list(table, "id", "SIGNIFICANCE")
    judged = Item(
        id=f"{value.id}_CS",
        label=part_label(stock, value, "judgement"),
        type="choice",
        code_list=significance.id if significance is not None else None,
        missing_codes=stock.missing,
        source=source,
        cdash=f"{domain}CLSIG",
        shown_when=rule,
        decided_by="investigator",
        companion_of=value.id,
        part="judgement",
        sdtm=_target(domain, "CLSIG", value.testcd),
        testcd=value.testcd,
    )
    judged_on = Item(
        id=f"{value.id}_CSDT",
        label=part_label(stock, value, "judged_on"),
        type="date",
        is_required=True,
        missing_codes=stock.missing,
        source=source,
        cdash="-",
        shown_when=f"answered({judged.id})",
        decided_by="investigator",
        companion_of=value.id,
        part="judged_on",
        sdtm=f"SUPP{domain}.QVAL[QNAM={domain}CLSGDT,{domain}TESTCD={value.testcd}]",
        testcd=value.testcd,
    )
    return [judged, judged_on]


def _target(domain: str, variable: str, testcd: str) -> str:
    return f"{domain}.{domain}{variable}[{domain}TESTCD={testcd}]"
