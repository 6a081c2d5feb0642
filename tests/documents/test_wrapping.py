"""Lines break by the rules of Chinese and English print and lose nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from escc_desktop.documents.wrapping import CLOSING, OPENING, wrap

TEXT = st.text(alphabet="一二受试者，。（）《》、；abcdeXYZ 0123456789-/.,()\n", max_size=120)


def width(text: str) -> float:
    return sum(2.0 if ord(character) > 0x2000 else 1.0 for character in text)


@given(TEXT, st.integers(2, 40))
@settings(max_examples=400)
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, room: int) -> None:
    lines = wrap(text, room, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(width(line) <= room for line in lines)


@given(st.text(alphabet="受试者访视，。、；：？！）》", max_size=80))
def test_no_line_begins_with_a_closing_mark(text: str) -> None:
    runs = max((len(run) for run in _runs(text)), default=0)
    for line in wrap(text, max(20, 2 * runs + 2), width)[1:]:
        assert line[:1] not in CLOSING


def _runs(text: str) -> list[str]:
    runs, run = [], ""
    for character in text:
        run = run + character if character in CLOSING else character
        runs.append(run)
    return runs


def test_an_opening_mark_goes_to_the_next_line() -> None:
    for line in wrap("受试者访视（窗口期）记录", 12, width):
        assert line[-1] not in OPENING


def test_words_and_dates_stay_whole() -> None:
    lines = wrap("复查日期 2026-03-10 by haematology ward", 14, width)
    assert "2026-03-10" in "".join(f"[{line}]" for line in lines)
    assert "haematology" in " ".join(lines)
    assert any("2026-03-10" in line for line in lines)
    assert any("haematology" in line for line in lines)


def test_a_word_wider_than_the_line_is_broken_not_cut() -> None:
    assert "".join(wrap("x" * 50, 8, width)) == "x" * 50


def test_paragraphs_stay_apart() -> None:
    assert wrap("甲\n\n乙", 10, width) == ("甲", "", "乙")
