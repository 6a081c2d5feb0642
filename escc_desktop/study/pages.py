"""Builds the forms of an edition from its tables; it opens no folder and judges no rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from escc_desktop.study.edition import Form, FormKind, Item, ItemGroup, Layout
from escc_desktop.study.items import read_item
from escc_desktop.study.lists import Stock, check_id
from escc_desktop.study.proof import Proof, Table, nearest, unique
from escc_desktop.study.questions import MOST_ROWS
from escc_desktop.study.references import check_old_rule
from escc_desktop.study.results import read_result

LARGEST_REPEAT = 500
_OLD_LAYOUTS = ("fields", "table")
_Made = list[tuple[Item, Table]]


def read_forms(proof: Proof, stock: Stock) -> dict[str, Form]:
    """Read every ``crf/<form>.toml``."""
    forms: dict[str, Form] = {}
    for file in sorted(name for name in proof.files if name.startswith("crf/") and name.endswith(".toml")):
        id = file.removeprefix("crf/").removesuffix(".toml")
        forms[id] = _form(proof, stock, id, proof.table(file))
    return forms


def _form(proof: Proof, stock: Stock, id: str, table: Table) -> Form:
    proof.keep("form", id, table)
    made: _Made = []
    tables = table.tables("group")
    groups = tuple(_group(stock, id, one, made) for one in tables)
    form = Form(
        id=id,
        label=stock.words.label("form", id),
        kind=table.one_of("kind", get_args(FormKind)),
        groups=groups,
        needs_signature=table.flag("needs_signature"),
        assumption=stock.words.assumption(table),
    )
    table.close()
    unique("group", ((group.id, one) for group, one in zip(groups, tables, strict=True)))
    unique("item", ((item.id, one) for item, one in made))
    for item, one in made:
        proof.keep("item", f"{id}.{item.id}", one)
    _check_companions(form, made)
    if proof.format == 1:
        for item, one in made:
            if item.shown_when:
                check_old_rule(one, form, "shown_when", item.shown_when)
    else:
        _check_targets(form, made)
        ids = {item.id for item, _ in made}
        for group, one in zip(groups, tables, strict=True):
            if group.id in ids:
                one.note("id", "STUDY_TWICE", what="item and group", id=group.id)
        check_id(Table(proof, table.file, "", {}), id, key="")
    return form


def _group(stock: Stock, form: str, table: Table, made: _Made) -> ItemGroup:
    is_new = table.proof.format > 1
    id = table.text("id")
    check_id(table, id)
    label = stock.words.label("group", f"{form}.{id}")
    layout: Layout = table.one_of("layout", get_args(Layout) if is_new else _OLD_LAYOUTS, "fields")
    items: list[Item] = []
    for one in table.tables("item"):
        read = read_item(stock, form, one)
        items += read
        made += [(item, one) for item in read]
    for one in table.tables("result") if is_new else ():
        read = read_result(stock, form, one)
        items += read
        made += [(item, one) for item in read]
    most_rows = table.integer("most_rows", MOST_ROWS) if is_new else MOST_ROWS
    if is_new:
        _check_group(table, layout, most_rows, items)
    table.close()
    table.proof.keep("group", f"{form}.{id}", table)
    return ItemGroup(id, label, tuple(items), layout, most_rows)


def _check_group(table: Table, layout: Layout, most_rows: int, items: list[Item]) -> None:
    if "item" in table.data and "result" in table.data:
        table.note("result", "STUDY_MIXED_GROUP")
    if not items:
        table.note("item", "STUDY_MISSING_KEY", key="item")
    if "most_rows" in table.data and (layout != "repeat" or not 1 <= most_rows <= LARGEST_REPEAT):
        expected = f"1 to {LARGEST_REPEAT}, and only in a group with the layout repeat"
        table.note("most_rows", "STUDY_WRONG_KIND", key="most_rows", expected=expected)
    if layout == "repeat" and any(item.type == "signature" for item in items):
        table.note("layout", "STUDY_WRONG_KIND", key="layout", expected="fields, because of its signature point")


def _check_companions(form: Form, made: _Made) -> None:
    """Note companions of what is not there and, from format 2, those that cannot stand in one row."""
    items = {item.id: item for item, _ in made}
    groups = {item.id: group.id for group in form.groups for item in group.items}
    parts: set[tuple[str, str]] = set()
    for item, table in made:
        owner = item.companion_of
        if owner is None:
            if item.part != "value" and table.proof.format > 1:
                table.note("part", "STUDY_MISSING_KEY", key="companion_of")
            continue
        if owner not in items:
            near = nearest(owner, items)
            table.note("companion_of", "STUDY_UNKNOWN_REFERENCE", what="item", id=owner, near=near)
        elif table.proof.format > 1:
            if items[owner].companion_of is not None or groups[owner] != groups[item.id]:
                expected = "an item of the same group that is no companion itself"
                table.note("companion_of", "STUDY_WRONG_KIND", key="companion_of", expected=expected)
            if item.part != "value" and (owner, item.part) in parts:
                table.note("part", "STUDY_TWICE", what="part", id=f"{owner}.{item.part}")
            parts.add((owner, item.part))


def _check_targets(form: Form, made: Iterable[tuple[Item, Table]]) -> None:
    """Note two items of one form with one SDTM target; a date and its time share one, and rows are by themselves."""
    rows = {item.id: group.id for group in form.groups if group.is_repeat for item in group.items}
    held: dict[tuple[str, str], Item] = {}
    for item, table in made:
        if item.sdtm in ("", "-"):
            continue
        target = (rows.get(item.id, ""), item.sdtm)
        other = held.setdefault(target, item)
        if other is not item and {other.type, item.type} != {"date", "time"} and other.id != item.id:
            table.note("sdtm", "STUDY_SAME_TARGET", id=item.sdtm, other=other.id)
