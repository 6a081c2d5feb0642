"""Walks the page of the edition in the real window: approve it, rule on contradictions, read what is assumed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, RegisterScreening
from escc_desktop.actions.edition_commands import RuleContradiction
from escc_desktop.actions.paper import gather, produce
from escc_desktop.actions.site import EDITION_MEDIA, pack_edition
from escc_desktop.actions.unlock import lock
from escc_desktop.gui.pages.edition_page import EditionPage
from escc_desktop.gui.runs import RunsLine
from escc_desktop.study.assumed import assumed
from escc_desktop.study.loading import load, read_folder
from tests.building import EDITION, FULL_CONSENT, INVESTIGATOR, VITAL_SIGNS, WORDS, Places, save
from tests.journeys.hand import Hand, pdf_text
from tests.journeys.seat import Seat, at_window
from tests.journeys.test_delegation import lines


def said(hand: Hand, name: str) -> str:
    """Return the words of a line of the page."""
    return hand.find(name, RunsLine).words()


def sign(hand: Hand, dialog: str) -> None:
    """Let the investigator mistype the passphrase once, then sign."""
    for words in ("not these words", WORDS[INVESTIGATOR]):
        hand.write(f"{dialog}_passphrase", words)
        hand.click(f"{dialog}_confirm")
        if words != WORDS[INVESTIGATOR]:
            hand.until(lambda: bool(hand.find(f"{dialog}_problem", QWidget).property("text")))
    hand.until(lambda: hand.seen(f"{dialog}_dialog") is None)


def rule(seat: Seat, contradiction: str, words: str) -> None:
    """Let the investigator rule on a contradiction on the coordinator's session."""
    hand, page = seat.hand, seat.window.page("study_edition")
    assert isinstance(page, EditionPage)
    page.contradictions.choose(contradiction)
    hand.click("rule")
    hand.write("rule_words", words)
    sign(hand, "rule")
    seat.rest()


def test_the_investigator_rules_on_the_coordinators_session_and_earlier_words_stay(
    full_places: Places, qapp: QApplication, qtbot: QtBot
) -> None:
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        hand, page = seat.hand, seat.go("study_edition")
        assert isinstance(page, EditionPage)
        study = seat.workplace.study
        assert [line.split()[0] for line in lines(page.contradictions)] == [one.id for one in study.contradictions]
        assert said(hand, "edition_count") == "10 without a ruling"
        hand.until(lambda: "No ruling yet" in hand.text_of("edition_panel"))
        panel = hand.text_of("edition_panel")
        first = study.contradiction("S1")
        for words in (first.quote, first.problem.en, first.treatment.en, "Inclusion 2", "No ruling yet"):
            assert words in panel, words
        rule(seat, "S1", "III 期不入组。")
        rule(seat, "S1", "改判：cT3N2M0 可入组。")
        hand.until(lambda: "Earlier, replaced" in hand.text_of("edition_panel"))
        panel = hand.text_of("edition_panel")
        assert panel.index("改判：cT3N2M0 可入组。") < panel.index("Earlier, replaced") < panel.index("III 期不入组。")
        assert panel.count(INVESTIGATOR) >= 2
        assert said(hand, "edition_count") == "9 without a ruling"
        seat.go("journal")
        assert any("Ruling on contradiction S1" in line for line in lines(hand.find("journal_table", QWidget)))


def test_an_edition_is_a_draft_until_investigator_and_desk_have_approved_it(
    full_places: Places, qapp: QApplication, qtbot: QtBot
) -> None:
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        hand = seat.hand
        seat.go("study_edition")
        assert said(hand, "edition_investigator").startswith("not yet")
        digest = seat.workplace.study.digest
        assert said(hand, "edition_digest").split() == [digest[at : at + 4] for at in range(0, 64, 4)]
        hand.click("approve_edition")
        sign(hand, "approve_edition")
        seat.rest()
        assert INVESTIGATOR in said(hand, "edition_investigator")
        assert said(hand, "edition_desk").startswith("not yet")
        assert hand.seen("approve_edition") is None


def test_what_is_assumed_can_be_found_with_what_rests_on_it(
    full_places: Places, qapp: QApplication, qtbot: QtBot
) -> None:
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        hand, page = seat.hand, seat.go("study_edition")
        assert isinstance(page, EditionPage)
        hand.shortcut(Qt.Key.Key_F)
        assert len(lines(page.assumptions)) == len(assumed(seat.workplace.study))
        hand.write("edition_find", "mosteller")
        (line,) = lines(page.assumptions)
        assert "Body surface area by Mosteller" in line
        hand.until(lambda: "neither the registry nor the label names a formula" in hand.text_of("edition_panel"))
        assert "Vital signs" in hand.text_of("edition_panel")
        hand.write("edition_find", "no such words")
        assert lines(page.assumptions) == []
        hand.until(lambda: "No assumption holds these words." in hand.text_of("edition_panel"))


def screened(places: Places) -> str:
    """Screen an old man whose forms say something about the criteria; return his number."""
    site = places.unlock()
    number = str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
    born = {"SEX": "M", "BRTHDAT": "1942-03-06", "HEIGHT": "170"}
    save(site, number, "DM", born, observed_on="2026-03-05", is_complete=False)
    prior = {"PTSYS": "Y", "PTDRUG.1": "PACLITAXEL", "PTDRUG.2": "CAPECITABINE"}
    save(site, number, "PT", prior, is_complete=False)
    tested = {"PGDTC": "2026-03-04 08:00", "PGRES": "NEG"}
    save(site, number, "PREG", tested, visit="SCR", observed_on="2026-03-04", is_complete=False)
    lock(site, "closed")
    return number


def test_the_checklist_shows_what_the_forms_say_and_how_it_was_ruled(
    full_places: Places, qapp: QApplication, qtbot: QtBot
) -> None:
    number = screened(full_places)
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        hand, router = seat.hand, seat.router
        router.open_eligibility(number)
        seat.rest()
        router.eligibility.go_to("EXCL05")
        hand.until(lambda: "Paclitaxel; Capecitabine" in hand.text_of("criterion_facts"))
        assert "for this participant" in hand.text_of("contradiction_S3")
        assert "No ruling yet" in hand.text_of("contradiction_S3")
        router.eligibility.go_to("INCL06")
        hand.until(lambda: "83" in hand.text_of("criterion_facts"))
        router.eligibility.go_to("INCL08")
        hand.click("take_date")
        assert router.eligibility.draft is not None
        assert router.eligibility.draft.collected()["INCL08_TESTDAT"] == "2026-03-04"
        router.eligibility.undo()
        hand.click("fact_form_PREG")
        seat.rest()
        assert seat.window.current_name() == "form"

        seat.go("follow_up")
        queries = hand.find("queries_table", QWidget)
        told = "\n".join(lines(queries))
        assert number in told
        assert "blocks enrolment" in next(line for line in lines(queries) if "S2" in line.split())
        seat.go("study_edition")
        for contradiction in ("S2", "S3"):
            rule(seat, contradiction, f"{contradiction} 可入组")
        seat.go("follow_up")
        hand.until(lambda: hand.seen("queries_table") is None)
        router.open_eligibility(number)
        seat.rest()
        router.eligibility.go_to("INCL06")
        hand.until(lambda: "S2 可入组" in hand.text_of("contradiction_S2"))
        obstacles = router.eligibility.matter.participant.enrolment_obstacles if router.eligibility.matter else ()
        named = [facts["contradiction"] for code, facts in obstacles if code.startswith("ENROL_CONTRADICTION")]
        assert named == ["S1"]
        router.open_form(number, "DM")
        seat.rest()
        hand.until(lambda: "S2 可入组" in hand.text_of("contradiction_notes"))


def test_rulings_stand_on_the_printed_checklist(full_places: Places) -> None:
    number = screened(full_places)
    site = full_places.unlock()
    signer = next(one.id for one in site.people.values() if one.name == INVESTIGATOR)
    carry_out(site, RuleContradiction("S4", "仅可评价病灶者可入组。", signer, WORDS[INVESTIGATOR]))
    save(site, number, "IE", {"INCL01": "Y"}, is_complete=False)
    paper = produce(gather(site, DocumentRequest("eligibility", number)))
    path = full_places.folder / "checklist.pdf"
    path.write_bytes(paper.data)
    words = "".join(pdf_text(path).split())
    assert "仅可评价病灶者可入组。" in words
    assert "S4" in words
    assert INVESTIGATOR in words
    site.close()


def test_a_record_of_another_edition_opens_and_says_so(full_places: Places, qapp: QApplication, qtbot: QtBot) -> None:
    number = screened(full_places)
    site = full_places.unlock()
    old = load(read_folder(EDITION))
    with site.office.transaction():
        site.office.cabinet.files.put(pack_edition(read_folder(EDITION)), EDITION_MEDIA)
    site.study, site.office.edition = old, old.digest
    save(site, number, "VS", VITAL_SIGNS, visit="SCR", observed_on="2026-03-05")
    site.close()
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        seat.router.open_form(number, "VS", "SCR")
        seat.rest()
        told = seat.hand.find("captured_elsewhere", QWidget).accessibleName()
        assert "Saved under edition 0.1 of the study" in told
        assert "Height: 168" in told
        seat.hand.answer("PULSE", "80")
        seat.hand.choose("change_reason", "TRANSCRIPTION")
        seat.hand.click("save_changes")
        seat.rest()
        seat.hand.until(lambda: seat.hand.seen("captured_elsewhere") is None)
