"""Holds the shipped edition to the registry entry, word for word, and to both languages."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import EditionFiles
from escc_desktop.study.proofreading import proofread

REGISTRY = Path(__file__).parents[2] / "resources" / "registry" / "NCT07142421.txt"
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def registry() -> str:
    """Return the registry entry as it was read."""
    return REGISTRY.read_bytes().decode("utf-8")


def registry_criteria(entry: str, heading: str, following: str) -> list[str]:
    """Return the numbered lines between two headings of the registry entry."""
    part = entry.split(f"{heading}\n", 1)[1].split(f"\n{following}\n", 1)[0]
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    assert [line.split(". ", 1)[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    return [line.split(". ", 1)[1] for line in lines]


def test_criteria_are_the_registry_text_byte_for_byte(shipped_study: Study, registry: str) -> None:
    wanted = registry_criteria(registry, "Inclusion criteria", "Exclusion criteria")
    wanted += registry_criteria(registry, "Exclusion criteria", "Trial design")
    assert len(wanted) == 16
    assert [one.text.en.encode() for one in shipped_study.criteria] == [text.encode() for text in wanted]
    assert [one.id for one in shipped_study.criteria] == [
        f"{kind}{number:02d}" for kind in ("INCL", "EXCL") for number in range(1, 9)
    ]


def test_every_contradiction_quotes_the_registry(shipped_study: Study, registry: str) -> None:
    assert [one.id for one in shipped_study.contradictions] == [f"S{number}" for number in range(1, 11)]
    assert all(one.quote in registry for one in shipped_study.contradictions)


def test_contradictions_bite_where_the_criteria_name_them(shipped_study: Study) -> None:
    for criterion in shipped_study.criteria:
        assert {one.id for one in shipped_study.contradictions if criterion.id in one.bites} == set(
            criterion.contradictions
        )


def test_head_of_the_study_is_the_registry_text(shipped_study: Study, registry: str) -> None:
    assert shipped_study.title.en in registry
    assert shipped_study.sponsor.en in registry
    assert all(id in registry for id in shipped_study.registry_ids)
    assert f"{shipped_study.planned_participants} participants in 1 patient group" in registry


def test_the_edition_is_a_draft_without_findings(shipped_study: Study, edition_files: EditionFiles) -> None:
    assert proofread(edition_files) == ()
    assert shipped_study.status == "draft"


def test_the_eligibility_form_asks_each_criterion_and_a_note(shipped_study: Study) -> None:
    form = shipped_study.form("IE")
    for criterion in shipped_study.criteria:
        item = form.item(criterion.id)
        assert (item.type, item.is_required, item.label) == ("yes_no_na", True, criterion.text)
        assert form.item(f"{criterion.id}_NOTE").type == "text"


def test_what_the_registry_does_not_say_is_marked(shipped_study: Study) -> None:
    """Windows, cycles, clocks and usual ranges are ours, and each says where it comes from."""
    marked = [visit.assumption for visit in shipped_study.visits]
    marked += [drug.assumption for drug in shipped_study.drugs]
    marked += [clock.assumption for clock in shipped_study.report_clocks]
    for form in shipped_study.forms.values():
        marked += [item.assumption for item in form.items if item.low is not None or item.high is not None]
    marked += [one.evidence.assumption for one in shipped_study.criteria if one.evidence is not None]
    assert len(marked) > 30
    assert all(one is not None and "Origin:" in one.en and "来源：" in one.zh for one in marked)
    assert set(shipped_study.assumptions) >= {"ctcae_version", "consent_version", "numbers"}


def test_everything_is_worded_in_chinese(shipped_study: Study) -> None:
    labels = [visit.label for visit in shipped_study.visits]
    labels += [one.text for one in shipped_study.criteria]
    labels += [form.label for form in shipped_study.forms.values()]
    labels += [check.message for check in shipped_study.checks]
    for form in shipped_study.forms.values():
        labels += [item.label for item in form.items if item.id != "AEVER"]
    assert all(HAN.search(label.zh) for label in labels)
    assert not any(HAN.search(label.en) for label in labels)
    assert shipped_study.participant_word.zh == "受试者"


def test_two_clocks_do_not_line_up(shipped_study: Study) -> None:
    by_id = {visit.id: visit for visit in shipped_study.visits}
    assert by_id["FTDTPI-C2D1"].offset_days == 28
    assert by_id["FTDTPI-C2D15"].offset_days == 42
    assert by_id["ANLO-C2D1"].offset_days == 21
    assert by_id["IMG-W8"].offset_days == 56
    assert by_id["FTDTPI-C2D15"].short.en == "FTD C2D15"
    assert len({visit.id for visit in shipped_study.visits}) == len(shipped_study.visits)


def test_vital_signs_have_ten_items(shipped_study: Study) -> None:
    assert len(shipped_study.form("VS").items) == 10


def test_ctcae_terms_are_whole(shipped_study: Study) -> None:
    terms = {term.label.en: term for term in shipped_study.terms}
    assert len(terms) == 837
    assert len({term.soc.en for term in shipped_study.terms}) == 26
    assert terms["Febrile neutropenia"].grades == (3, 4, 5)
    assert terms["Febrile neutropenia"].llt_code == "10016288"
    assert terms["Nausea"].grades == (1, 2, 3)
    assert terms["Esophageal perforation"].grades[0] == 2
    assert sum(term.is_expected for term in shipped_study.terms) == 57
    assert all(HAN.search(term.label.zh) and term.initials for term in shipped_study.terms if term.is_expected)
    assert "MedDRA" in shipped_study.ctcae_notice.en
    for term in shipped_study.terms:
        assert not term.criteria or tuple(term.criteria) == term.grades


def test_search_keys_are_the_first_letters_of_the_pinyin(edition_files: EditionFiles) -> None:
    rows = list(csv.DictReader(edition_files["ctcae/terms.csv"].decode("utf-8").splitlines()))
    for row in rows:
        plain = "".join(HAN.findall(re.sub("（.*）", "", row["zh"])))
        wanted = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER))
        assert not plain or wanted in row["initials"], row["term"]
