"""What stands on each page: identification everywhere, nothing cut, nothing alone, no character lost."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from escc_desktop.documents.frame import BODY_BOTTOM, BODY_TOP, WRITING_BOTTOM
from escc_desktop.documents.rendering import render
from escc_desktop.documents.sheets import InkBlock, Original, PaperDocument, SignatureBlock, Tongue
from escc_desktop.errors import SealError
from escc_desktop.study.questions import Label
from escc_desktop.words import Language, explain, say
from tests.documents import paper_samples as samples

Places = list[tuple[float, float]]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def pages_of(sheet: PaperDocument) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(render(sheet).pdf)).pages]


@cache
def pages_of_record(items: int) -> tuple[str, ...]:
    """Return the pages of a record with so many items, drawn once for all that look at them."""
    return tuple(pages_of(samples.record(items=items)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_each_page_stands_for_itself(any_sheet: PaperDocument) -> None:
    pages = pages_of(any_sheet)
    heading = any_sheet.heading
    for number, page in enumerate(pages, start=1):
        text = squeezed(page)
        assert heading.study_id in text
        assert squeezed(heading.checkpoint) in text
        assert heading.sheet_number in text
        assert f"第{number}页共{len(pages)}页" in text
        assert f"Page{number}of{len(pages)}" in text
        assert f"配置{heading.edition}" in text or f"edition{heading.edition}" in text
        assert "演示样张DEMONSTRATION" in text
        assert "草案，未批准DRAFT" in text
        assert "2026-03-1909:41+08:00" in text
        if heading.participant is not None:
            assert "01-007" in text.replace("\n", "") or "01007" in text
            assert "CHYU" in text


def test_stamps_are_absent_where_they_do_not_apply() -> None:
    head = replace(samples.heading(), is_draft=False, is_demonstration=False, holds_assumptions=False)
    text = squeezed("".join(pages_of(replace(samples.worksheet(), heading=head))))
    assert "DRAFT" not in text
    assert "DEMONSTRATION" not in text
    assert "含假设值" not in text


def test_the_assumption_stamp_stands_on_every_page() -> None:
    for page in pages_of_record(60):
        assert "含假设值" in page


def test_a_long_note_goes_over_pages_without_losing_a_character() -> None:
    note = "".join(f"第{n}次随访（电话）：患者诉乏力、食欲减退，体温 36.{n % 10} ℃；" for n in range(170))[:5000]
    pages = pages_of(samples.record(note=note))
    assert len(pages) > 2
    text = squeezed("".join(pages))
    for at in range(0, len(note), 40):
        assert squeezed(note[at : at + 12]) in text, note[at : at + 12]
    assert any("备注（续）" in page for page in pages[1:])


def test_sixty_items_all_stand_in_order() -> None:
    text = "".join(pages_of_record(60))
    places = [text.index(f"测量项目 {n}\n") for n in range(1, 61)]
    assert places == sorted(places)


@pytest.mark.parametrize("tongue", ["zh", "en", "both"])
def test_forty_adverse_events_fill_pages_with_heads_on_each(tongue: str) -> None:
    pages = pages_of(samples.adverse_events(tongue, count=40, detail="3 月 5 日复查，较前下降"))  # type: ignore[arg-type]
    assert len(pages) >= 4
    head = "Grade" if tongue != "zh" else "分级"
    for page in pages[:-1]:
        assert head in page
    events = "".join(pages).count("中性粒细胞计数降低" if tongue != "en" else "Neutrophil count decreased")
    assert events == 40


def test_no_page_is_without_content() -> None:
    """A page holds more than its frame: the words of an empty sheet stand on none of the others alone."""
    for items in range(18, 34):
        pages = pages_of_record(items)
        for page in pages:
            assert "测量项目" in page or "电子签名" in page or "修改记录" in page
        assert "电子签名" in pages[-1]


def test_the_signature_never_stands_without_what_it_signs() -> None:
    for items in range(10, 34):
        last = pages_of_record(items)[-1]
        assert "电子签名" in last
        assert "测量项目" in last or "转录错误" in last


def test_a_section_never_leaves_its_heading_alone() -> None:
    for items in range(18, 34):
        for page in pages_of_record(items):
            after = page.partition("修改记录")[2]
            assert "修改记录" not in page or "转录错误" in after


def test_nothing_is_drawn_outside_the_frame(any_sheet: PaperDocument) -> None:
    for number, page in enumerate(PdfReader(BytesIO(render(any_sheet).pdf)).pages, start=1):
        left, right = (25, 198) if number % 2 else (12, 185)
        places: Places = []

        def seen(text: str, cm: list[float], tm: list[float], font: object, size: float, into: Places = places) -> None:
            if text.strip() and cm[1] == 0 and tm[4:] != [0, 0]:
                into.append((tm[4] / 72 * 25.4, 297 - tm[5] / 72 * 25.4))

        page.extract_text(visitor_text=seen)
        assert places
        for x, y in places:
            assert left - 0.1 <= x <= right + 0.1
            assert 11 <= y <= 286


def test_the_body_ends_above_the_foot() -> None:
    assert BODY_TOP < WRITING_BOTTOM < BODY_BOTTOM < 277


def test_the_back_of_a_sheet_mirrors_the_binding_margin() -> None:
    pages = PdfReader(BytesIO(render(samples.record(items=60)).pdf)).pages
    starts = []
    for page in pages[:2]:
        places: list[float] = []

        def seen(text: str, cm: object, tm: list[float], font: object, size: float, into: list[float] = places) -> None:
            if "NCT" in text:
                into.append(tm[4])

        page.extract_text(visitor_text=seen)
        starts.append(min(places) / 72 * 25.4)
    assert starts == [pytest.approx(25, abs=0.5), pytest.approx(12, abs=0.5)]


def test_a_blank_worksheet_for_nobody_leaves_boxes() -> None:
    head = replace(samples.heading(), participant=None, initials=None, dated_on=None)
    text = squeezed("".join(pages_of(replace(samples.worksheet(), heading=head))))
    assert "筛选号" in text
    assert "CHYU" not in text


def test_a_character_that_the_type_lacks_is_refused_by_name() -> None:
    with pytest.raises(SealError) as caught:
        render(samples.record(note="检查单 𠮷 号"))
    assert caught.value.code == "PAPER_CHARACTER"
    for language in ("zh", "en"):
        sentence = explain(caught.value, language)
        assert "𠮷" in sentence
        assert "U+20BB7" in sentence


def test_characters_of_rare_names_are_printed() -> None:
    name = "喆玥珺赟堃祎䶮"
    block = replace(samples.signature(), name=name)
    text = "".join(pages_of(replace(samples.record(), signatures=(block,))))
    assert name in text


def test_unseen_marks_and_odd_spaces_do_not_stop_a_print() -> None:
    text = "".join(pages_of(samples.record(note="甲\u200b乙\u00a0丙\t丁\ufeff戊\r\n己")))
    assert "甲乙 丙 丁戊" in text
    assert "己" in text


def test_a_title_that_fits_nowhere_is_refused_not_cut() -> None:
    sheet = samples.record()
    with pytest.raises(SealError) as caught:
        render(replace(sheet, form=Label("x" * 400, "字" * 200)))
    assert caught.value.code == "PAPER_TOO_LONG"


def test_a_void_signature_is_shown_void_and_asks_for_ink() -> None:
    sheet = replace(samples.record(), signatures=(samples.signature(None, is_void=True),))
    printed = render(sheet)
    text = "".join(pages_of(sheet))
    assert "签名已失效" in text
    assert "签名之后记录已修改" in text
    assert "记录人" in text
    assert printed.fields == ()
    assert "签名覆盖本文件全部内容" not in text


def test_only_a_sealed_print_says_that_the_signature_covers_it() -> None:
    sealed = "".join(pages_of(samples.record()))
    copy = "".join(pages_of(replace(samples.record(), signatures=(samples.signature(None),))))
    assert "签名覆盖本文件全部内容" in sealed
    assert "签名覆盖本文件全部内容" not in copy


def test_unanswered_criteria_say_so_and_no_box_is_ticked() -> None:
    sheet = samples.eligibility()
    blank = replace(sheet, criteria=tuple(replace(row, answer=None, note="") for row in sheet.criteria), verdict=None)
    assert "".join(pages_of(replace(blank, signatures=()))).count("未答") == 16


def test_languages_choose_the_words() -> None:
    english = "".join(pages_of(samples.eligibility("en")))
    assert "Inclusion criteria" in english
    assert "病理确诊" not in english
    chinese = "".join(pages_of(samples.eligibility("zh")))
    assert "病理确诊" in chinese
    assert "Patients with pathologically confirmed" in chinese
    both = "".join(pages_of(samples.worksheet("both")))
    assert "体温" in both
    assert "Temperature" in both


def test_powers_of_ten_are_raised_and_readable() -> None:
    assert "109/L" in squeezed("".join(pages_of(samples.record())))


def test_on_a_paper_in_both_languages_the_small_words_are_in_both() -> None:
    """Whoever reads only one of them understands the whole paper: also what stands beside and below."""
    sheet = samples.record("both", items=60, void=True)
    text = squeezed("".join(pages_of(sheet)))
    for words in ("血常规（续）Haematology(continued)", "证书Certificate", "条目Entry", "装订线bindingmargin"):
        assert words in text, words
    for code in ("PAPER_SIGNATURE_COVERS", "PAPER_SIGNATURE_VOID_WHY", "PAPER_MEANING", "PAPER_REASON"):
        for language in LANGUAGES:
            assert squeezed(say(code, language)) in text, (code, language)
    slip = squeezed("".join(pages_of(samples.handover("both"))))
    for code in ("PAPER_CHECK_CODE_HINT", "PAPER_RECIPIENT", "PAPER_SIZE", "PAPER_HANDED_AT", "PAPER_PACKAGE_NUMBER"):
        for language in LANGUAGES:
            assert squeezed(say(code, language)) in slip, (code, language)
    assert "中心数据管理组Centralteam" in slip


def test_a_slip_names_the_recipient_in_its_language_and_offers_no_unknown_date() -> None:
    head = samples.heading("en", participant=None, initials=None, visit=None, dated_on=None)
    text = "".join(pages_of(replace(samples.handover("en"), heading=head)))
    assert "Central team" in text
    assert "中心数据管理组" not in text
    assert "UK if not known" not in text
    assert "1.23 MB · 1,234,567 bytes" in text


def test_the_column_of_ranges_stands_only_where_a_row_has_one() -> None:
    sheet = samples.record()
    bare = tuple(replace(group, rows=tuple(replace(row, range_="") for row in group.rows)) for group in sheet.groups)
    assert "参考值" in pages_of(sheet)[0].replace("高于参考值", "")
    assert "参考值" not in pages_of(replace(sheet, groups=bare))[0].replace("高于参考值", "")


def test_the_signature_that_holds_stands_before_a_void_one() -> None:
    text = "".join(pages_of(samples.record(void=True)))
    assert text.index("签名覆盖本文件全部内容") < text.index("签名已失效")


def test_each_form_of_a_worksheet_stands_under_its_name_with_room_for_notes() -> None:
    for tongue, place in (("zh", "表 2/2"), ("en", "Form 2 of 2"), ("both", "表 2/2")):
        pages = pages_of(samples.worksheet(tongue))  # type: ignore[arg-type]
        assert sum(page.count(place) for page in pages) == 1
        assert ("Notes" if tongue == "en" else "备注") in pages[-1]


def test_the_log_says_which_event_is_signed_and_has_lines_for_ink() -> None:
    sheet = samples.adverse_events()
    event = replace(sheet.events[0], signatures=(samples.signature(), samples.signature(is_void=True)))
    text = "".join(pages_of(replace(sheet, events=(event,), signatures=())))
    assert "电子签名 王敏" in text
    assert "签名已失效 王敏" in text
    assert "CTCAE 5.0" in text
    assert "记录人" in text


def by_hand(**changes: object) -> SignatureBlock:
    """Return a signature that was made by hand and recorded by the coordinator."""
    ink = InkBlock("2026-03-17", "研究者文件夹 3，第 12 页", "李晓", samples.PRINTED_AT)
    return replace(samples.signature(None), ink=ink, certificate="", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("tongue", samples.TONGUES)
def test_a_signature_by_hand_names_signer_date_and_place_and_apart_who_recorded_it(tongue: Tongue) -> None:
    text = squeezed("".join(pages_of(replace(samples.record(tongue), signatures=(by_hand(),)))))
    signer, _, recorder = text.partition("王敏")[2].partition("李晓")
    assert "2026-03-17" in signer
    assert "研究者文件夹3，第12页" in signer
    assert "2026-03-1909:41+08:00" in recorder
    assert "Electronicsignature" not in text
    assert "电子签名" not in text


def test_a_signature_by_hand_that_does_not_count_says_why() -> None:
    why = Label("The signer is not an investigator", "签名人不是研究者")
    text = "".join(
        pages_of(replace(samples.record(), signatures=(by_hand(is_void=True), by_hand(is_void=True, flag=why))))
    )
    assert "手写签名已失效" in text
    assert "签名之后记录已修改" in text
    assert "手写签名不予认可" in text
    assert "签名人不是研究者" in text


@pytest.mark.parametrize(("original", "is_lined"), [("ink", True), ("electronic", False)])
def test_only_a_paper_that_is_the_original_has_lines_to_sign_on(original: Original, is_lined: bool) -> None:
    sheet = samples.record("zh")
    unsigned = replace(sheet, heading=replace(sheet.heading, original=original), signatures=())
    text = "".join(pages_of(unsigned))
    assert ("记录人" in text, "归档位置" in text) == (is_lined, is_lined)
    assert ("尚未签名" in text) is not is_lined
    assert ("原件：纸质手签" if is_lined else "原件：电子") in text
