"""Lays out what is said about a form beside its values: what it assumes, contradictions, checks and their reasons."""

from __future__ import annotations

from escc_desktop.documents.chrome import both_of, going_on, local, main_of, printed, sub_of, titled
from escc_desktop.documents.flow import Strip, section, space
from escc_desktop.documents.form_parts import Explained, Ruling
from escc_desktop.documents.pen import FRAME_WIDTH, GREY, Pen
from escc_desktop.documents.sheets import Tongue
from escc_desktop.documents.tables import WHOLE, Cell, bar, broken, continued, joined, row, written
from escc_desktop.study.questions import Label

_TEXT, _TEXT_WIDTH = 6.0, FRAME_WIDTH - 8.0


def assumption_strips(assumptions: tuple[Label, ...], tongue: Tongue) -> list[Strip]:
    """Return what the numbers in dashed squares stand for; what the registry entry says itself has none."""
    if not assumptions:
        return []
    words = f"{printed('PAPER_ASSUMED', tongue)}"
    strips = [_small(words)]
    for number, one in enumerate(assumptions, start=1):
        strips.append(_assumption(number, one, tongue))
    return [space(1.5), *section(strips[:1], [[strip] for strip in strips[1:]])]


def _small(words: str) -> Strip:
    lines = broken(words, FRAME_WIDTH - 2, 7.2)

    def draw(pen: Pen, y: float) -> None:
        for index, line in enumerate(lines):
            pen.text(0, y + 3.4 + index * 3.2, line, 7.2, ink=GREY)

    return Strip(1.4 + 3.2 * len(lines), draw)


def _assumption(number: int, words: Label, tongue: Tongue) -> Strip:
    lines = [*broken(main_of(words, tongue), _TEXT_WIDTH, 7.2)]
    lines += broken(sub_of(words, tongue), _TEXT_WIDTH, 7.2) if sub_of(words, tongue) else ()

    def draw(pen: Pen, y: float) -> None:
        pen.assumption_mark(1.0, y + 0.9, number)
        for index, line in enumerate(lines):
            pen.text(_TEXT, y + 3.2 + index * 3.2, line, 7.2)

    return Strip(0.9 + 3.2 * len(lines), draw)


def ruling_strips(rulings: tuple[Ruling, ...], tongue: Tongue) -> list[Strip]:
    """Return each contradiction of the registry text in a frame of its own: what it is, and how it is ruled."""
    return [strip for ruling in rulings for strip in (space(2.5), *_ruling(ruling, tongue))]


def _ruling(ruling: Ruling, tongue: Tongue) -> list[Strip]:
    title = both_of(ruling.title, tongue)
    problem = (main_of(ruling.problem, tongue), sub_of(ruling.problem, tongue)) if ruling.problem else ()
    told = [one for one in (*problem, _ruled(ruling, tongue)) if one]
    lines = [line for words in told for line in broken(words, FRAME_WIDTH - 4, 7.6)]
    if len(lines) > WHOLE:
        name = written(2, FRAME_WIDTH - 4, title, size=8, weight="semibold")
        cell = joined(name, written(2, FRAME_WIDTH - 4, *told, size=7.6))
        return row([cell], (continued(going_on(ruling.title, tongue)),))
    height = 6.5 + 3.7 * len(lines)

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, FRAME_WIDTH, height, 0.2, GREY)
        pen.text(2, y + 4, title, 8, "semibold")
        for index, line in enumerate(lines):
            pen.text(2, y + 8 + index * 3.7, line, 7.6)

    return [Strip(height, draw)]


def _ruled(ruling: Ruling, tongue: Tongue) -> str:
    """Return the ruling with who gave it and when, or that there is none yet."""
    if not ruling.text:
        return printed("PAPER_NOT_RULED", tongue)
    if ruling.at is None:
        return ruling.text
    facts = {"name": ruling.by, "at": local(ruling.at, seconds=False)}
    return f"{printed('PAPER_RULED', tongue, **facts)} {ruling.text}"


def explained_strips(explained: tuple[Explained, ...], tongue: Tongue) -> list[Strip]:
    """Return the checks that do not hold, each with its reason."""
    if not explained:
        return []
    title = titled("PAPER_CHECKS")
    head = bar(printed("PAPER_CHECKS", tongue), title.en if tongue == "zh" else "")
    again = bar(going_on(title, tongue))
    rows = [_explained(one, tongue, (again, continued(going_on(one.about, tongue)))) for one in explained]
    return section([head], rows)


def _explained(one: Explained, tongue: Tongue, again: tuple[Strip, ...]) -> list[Strip]:
    def mark(pen: Pen, x: float, y: float) -> None:
        pen.warning_mark(x, y + 0.3)

    about = joined(
        Cell(2, picture=mark),
        written(6.5, 48, main_of(one.about, tongue), size=8.4),
        written(6.5, 48, sub_of(one.about, tongue), size=7.2, ink=GREY),
    )
    said = f"{printed('PAPER_JUSTIFIED', tongue)} {one.words or printed('PAPER_NOT_JUSTIFIED', tongue)}"
    hard = [written(62, 109, printed("PAPER_HARD_CHECK", tongue), size=7.6, weight="semibold")] if one.is_hard else []
    why = [] if one.is_hard and not one.words else [written(62, 109, said, size=8.4)]
    told = joined(written(62, 109, both_of(one.message, tongue), size=8), *hard, *why)
    return row([about, told], again, top=1.2, bottom=1.2)
