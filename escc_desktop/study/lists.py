"""Builds the code lists and units of an edition, what its items refer to; it reads no form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException

from escc_desktop.study.edition import Choice, CodeList, Conversion, CtcaeTerm, Label, Unit
from escc_desktop.study.proof import Proof, Table, nearest, unique
from escc_desktop.study.wording import Words

MISSING = "MISSING"
"""The list of the codes that say why there is no value."""

NEEDED_MISSING = ("ND", "UK", "NA")
LONGEST_ID = 24


@dataclass(slots=True)
class Stock:
    """What the items of an edition refer to. ``used`` gathers the lists and units that something asked for."""

    words: Words
    lists: dict[str, CodeList]
    units: Mapping[str, Unit] = field(default_factory=dict)
    conversions: tuple[Conversion, ...] = ()
    used_lists: set[str] = field(default_factory=set)
    used_units: set[str] = field(default_factory=set)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the missing codes of the edition."""
        return self.lists[MISSING].codes if MISSING in self.lists else NEEDED_MISSING

    def ask_list(self, table: Table, key: str, id: str) -> CodeList | None:
        """Return a code list; one that is not there is noted at ``key`` of ``table``."""
        self.used_lists.add(id)
        found = self.lists.get(id)
        if found is None:
            near = nearest(id, self.lists)
            table.note(key, "STUDY_UNKNOWN_REFERENCE", what="code list", id=id, near=near)
        return found

    def ask_unit(self, table: Table, key: str, id: str) -> None:
        """Note a unit that the edition does not have."""
        self.used_units.add(id)
        if id not in self.units:
            table.note(key, "STUDY_UNKNOWN_REFERENCE", what="unit", id=id, near=nearest(id, self.units))


def is_id(text: str) -> bool:
    """Tell whether ``text`` may name an item, a group, a form or a list: capitals, digits and _, at most 24."""
    is_plain = text.isascii() and text.replace("_", "A").isalnum() and text == text.upper()
    return is_plain and text[:1].isalpha() and len(text) <= LONGEST_ID


def check_id(table: Table, id: str, key: str = "id") -> None:
    """Note an id that is none, from format 2."""
    if table.proof.format > 1 and id and not is_id(id):
        table.note(key, "STUDY_WRONG_KIND", key=key, expected="capitals, digits and _, 24 at most, such as SYSBP")


def read_code_lists(proof: Proof, words: Words) -> dict[str, CodeList]:
    """Read ``codelists.toml``: one table per list, code = CDISC submission value."""
    lists: dict[str, CodeList] = {}
    table = proof.table("codelists.toml")
    for id in table.data:
        check_id(Table(proof, table.file, "", table.data), id, key=id)
        choices = tuple(
            Choice(code, words.label("code", f"{id}.{code}"), cdisc, words.optional("alias", f"{id}.{code}"))
            for code, cdisc in table.pairs(id).items()
        )
        lists[id] = CodeList(id, words.label("list", id), choices)
        proof.keep("list", id, Table(proof, table.file, id, {}, (id,)))
    if proof.format > 1:
        codes = lists[MISSING].codes if MISSING in lists else ()
        for code in NEEDED_MISSING:
            if code not in codes:
                table.note(MISSING, "STUDY_MISSING_KEY", key=f"{MISSING}.{code}")
    return lists


def made_lists(words: Words, terms: Iterable[CtcaeTerm], consent_versions: Iterable[str]) -> dict[str, CodeList]:
    """Return the lists that other files of the edition already hold: the CTCAE terms and the consent versions."""
    versions = tuple(Choice(version, Label(version, version), "") for version in consent_versions)
    return {
        "CTCAE": CodeList(
            "CTCAE", words.label("list", "CTCAE"), tuple(Choice(term.llt_code, term.label, "") for term in terms)
        ),
        "CONSENT_VERSION": CodeList("CONSENT_VERSION", words.label("list", "CONSENT_VERSION"), versions),
    }


def unit_list(stock: Stock, form: str, item: str, units: Iterable[str]) -> str:
    """Make the list of the units in which one item may be typed, and return its id."""
    id = f"UNITS.{form}.{item}"
    known = stock.units
    labels = {unit: known[unit].label if unit in known else Label(unit, unit) for unit in units}
    choices = tuple(Choice(unit, label, unit) for unit, label in labels.items())
    stock.lists[id] = CodeList(id, stock.words.label("part", "unit"), choices)
    stock.used_lists.add(id)
    return id


def read_units(proof: Proof, words: Words) -> tuple[dict[str, Unit], tuple[Conversion, ...]]:
    """Read ``units.toml``: the units of the edition and how a value in one becomes a value in another."""
    table = proof.table("units.toml")
    units: dict[str, Unit] = {}
    found: list[tuple[str, Table]] = []
    for one in table.tables("unit"):
        id = one.text("id")
        found.append((id, one))
        label = words.optional("unit", id)
        units[id] = Unit(id, one.text("ucum"), label if label.en else Label(id, id))
        proof.keep("unit", id, one)
        one.close()
    unique("unit", found)
    conversions = tuple(_conversion(one, units) for one in table.tables("conversion"))
    table.close()
    return units, conversions


def _conversion(table: Table, units: Mapping[str, Unit]) -> Conversion:
    ends = {key: table.text(key) for key in ("from", "to")}
    for key, unit in ends.items():
        if unit and unit not in units:
            table.note(key, "STUDY_UNKNOWN_REFERENCE", what="unit", id=unit, near=nearest(unit, units))
    if ends["from"] == ends["to"]:
        table.note("to", "STUDY_WRONG_KIND", key="to", expected="another unit than from")
    typed = table.text("factor")
    try:
        factor = Decimal(typed)
    except DecimalException:
        factor = Decimal(0)
    if not factor.is_finite() or factor <= 0:
        table.note("factor", "STUDY_WRONG_KIND", key="factor", expected='a number above 0 as text, such as "88.4"')
        factor = Decimal(1)
    conversion = Conversion(ends["from"], ends["to"], factor, table.texts("analyte"), table.text("source"))
    table.close()
    return conversion
