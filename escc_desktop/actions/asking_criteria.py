"""Answers what the forms say beside each criterion and which contradictions concern a participant; it never writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from escc_desktop.actions.edition_standing import EditionStanding, edition_standing, ruled
from escc_desktop.actions.paper_values import words_of
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import EVERYBODY, Site
from escc_desktop.study.edition import Item, Label, Study
from escc_desktop.study.rows import kept_rows, row_key
from escc_desktop.study.shown import shown
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.participants import ParticipantReading, RecordReading
from escc_desktop.trial.queries import concerns, raised
from escc_desktop.trial.reading import values_with

_JOINT = Label("; ", "；")


@dataclass(frozen=True, slots=True)
class FactView:
    """What a form says about a criterion: the item, its value in words ("" where nothing is recorded) and its day.

    ``record`` is where it stands, None where no record holds it; ``judged`` the investigator's word on it, if any.
    """

    form: str
    item: Item
    value: Label
    unit: str
    on: str | None
    record: str | None
    visit: str | None
    judged: Label


@dataclass(frozen=True, slots=True)
class CriteriaMatter:
    """What stands beside the criteria of one participant. ``bearing`` says whom a contradiction concerns (None: not
    known). ``first_dose_on`` is the earliest first dose, None before it.
    """

    facts: Mapping[str, tuple[FactView, ...]]
    bearing: Mapping[str, bool | None]
    standing: EditionStanding
    first_dose_on: date | None


@dataclass(frozen=True, slots=True)
class QueryView:
    """A contradiction that concerns one participant not yet enrolled and has no ruling."""

    participant: str
    contradiction: str
    needs_ruling: bool


def criteria_matter(site: Site, number: str) -> CriteriaMatter:
    """Return what the checklist shows beside the criteria. Raises Refused PARTICIPANT_UNKNOWN."""
    reading, study = participant_of(site, number), site.study
    named = {fact for one in study.criteria for fact in one.facts}
    known = {fact: _fact(site, reading, *fact.split(".")) for fact in sorted(named)}
    doses = [date.fromisoformat(on) for on in reading.first_dose_on.values()]
    return CriteriaMatter(
        facts={one.id: tuple(known[fact] for fact in one.facts) for one in study.criteria},
        bearing={one.id: concerns(study, reading, one) for one in study.contradictions},
        standing=edition_standing(site),
        first_dose_on=min(doses, default=None),
    )


def queries(site: Site) -> tuple[QueryView, ...]:
    """Return every contradiction that waits for a ruling and concerns somebody in screening, by participant."""
    known, study = ruled(site), site.study
    found: list[QueryView] = []
    for row in site.office.readings.participants(status="screening", limit=EVERYBODY):
        reading = site.office.readings.participant(row.number)
        ids = raised(study, reading, known) if reading is not None else ()
        found += [QueryView(row.number, id, study.contradiction(id).needs_ruling) for id in ids]
    return tuple(found)


def _fact(site: Site, reading: ParticipantReading, form: str, item: str) -> FactView:
    asked = site.study.item(form, item)
    records = [one for one in reading.records_of(form) if one.not_done is None]
    if site.study.form(form).kind == "visit":
        records.sort(key=lambda one: (one.observed_on or "", one.saved_at), reverse=True)
        records = [one for one in records if _held(one, item)][:1]
    words = words_of(site, records)
    said = [one for record in records for one in _said(site.study, form, asked, values_with(record, words))]
    last = records[-1] if records and said else None
    values = values_with(last, words) if last is not None else {}
    return FactView(
        form=form,
        item=asked,
        value=Label(_JOINT.en.join(one.en for one in said), _JOINT.zh.join(one.zh for one in said)),
        unit=asked.unit,
        on=last.observed_on if last is not None else None,
        record=last.id if last is not None else None,
        visit=last.visit if last is not None else None,
        judged=_judgement(site.study, form, asked, values),
    )


def _held(record: RecordReading, item: str) -> bool:
    keys = (*record.values, *record.texts)
    return any(key.partition(".")[0] == item for key in keys)


def _said(study: Study, form: str, item: Item, values: Mapping[str, Value]) -> Iterator[Label]:
    """Yield the answers in one record, row by row where the item is repeated; rows struck out say nothing."""
    group = study.form(form).group_of(item.id)
    keys = [row_key(item.id, n) for n in kept_rows(group, values)] if group.is_repeat else [item.id]
    for key in keys:
        value = values.get(key)
        if value is not None and value != "" and not (isinstance(value, Missing) and value.code == "REDACTED"):
            yield shown(study, item, value)


def _judgement(study: Study, form: str, item: Item, values: Mapping[str, Value]) -> Label:
    judges = (one for one in study.form(form).items if one.companion_of == item.id and one.part == "judgement")
    judge = next(judges, None)
    return shown(study, judge, values.get(judge.id)) if judge is not None else Label("", "")
