"""Holds README and handbook to the window: topics, labels, links, pictures and paths; recipes stand in test_recipes."""

from __future__ import annotations

import ast
import re
import struct
import tomllib
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

import pytest

from tests.handbook.pages import LANGUAGES, ROOT, Written, everything, handbook
from tests.pictures import kinds

PAGES = {page.place: page for page in everything()}
CHAPTERS = {
    "index",
    "unlock",
    "recovery",
    "restore",
    "leaver",
    "first_run",
    "signing",
    "paper",
    "verify",
    "central_desk",
    "data_of_study",
    "editions",
    "assurance",
}
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)|<img[^>]*src=\"([^\"]+)\"")
LABEL = {"zh": re.compile(r"【([^】]+)】"), "en": re.compile(r"\*\*([^*]+)\*\*")}
PATH = re.compile(r"`((?:tests|resources|forms|escc_desktop|requirements)/[\w./-]*)`")
LARGEST_PICTURES = 8_000_000


def topics_asked_for() -> set[str]:
    """Return every topic that a page of the window opens the handbook at."""
    found: set[str] = set()
    for path in (ROOT / "escc_desktop" / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == "help_topic" for target in node.targets
            ):
                found.add(ast.literal_eval(node.value))
    return found


@cache
def labels(language: str) -> frozenset[str]:
    """Return every label that the window or the catalogues of words can show in ``language``."""
    texts = ElementTree.parse(ROOT / "resources" / "translations" / "escc_zh.ts").getroot()
    found = {
        (message.findtext("source") if language == "en" else message.findtext("translation")) or ""
        for message in texts.iter("message")
    }
    for path in (ROOT / "resources" / "words").glob("*.toml"):
        found |= {wording[language] for wording in tomllib.loads(path.read_text(encoding="utf-8")).values()}
    edition = tomllib.loads((ROOT / "forms/nct07142421-0.1/wording" / f"{language}.toml").read_text(encoding="utf-8"))
    for section in ("item", "form", "code"):
        found |= set(edition[section].values())
    return frozenset(found)


def headings(page: Written) -> list[int]:
    """Return the levels of a page's headings in order."""
    return [len(marks) for marks in re.findall(r"^(#+) ", page.prose, re.MULTILINE)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_topic_of_the_window_is_written(language: str) -> None:
    written = {page.topic for page in handbook(language)}
    assert topics_asked_for() >= {"today", "participants", "calendar", "eligibility", "packages"}
    assert written == topics_asked_for() | CHAPTERS


def test_both_languages_say_the_same_in_the_same_order() -> None:
    for chinese, english in zip(handbook("zh"), handbook("en"), strict=True):
        assert chinese.topic == english.topic
        assert headings(chinese) == headings(english), chinese.topic
        assert [(one.kind, one.text) for one in chinese.blocks] == [(one.kind, one.text) for one in english.blocks]
        of_chinese, of_english = (
            [name.replace("-zh-", "-").replace("-en-", "-") for _, name, _ in PICTURE.findall(page.text)]
            for page in (chinese, english)
        )
        assert of_chinese == of_english, chinese.topic


@pytest.mark.parametrize("place", PAGES)
def test_every_link_and_picture_leads_somewhere(place: str) -> None:
    page = PAGES[place]
    targets = [one for one in LINK.findall(page.prose) if not one.startswith(("https://", "#"))]
    targets += [name or source for _, name, source in PICTURE.findall(page.text)]
    lost = [one for one in targets if not (page.path.parent / one.partition("#")[0]).exists()]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_lead_to_every_page(language: str) -> None:
    contents = next(page for page in handbook(language) if page.topic == "index")
    linked = {target.removesuffix(".md") for target in LINK.findall(contents.prose)}
    assert linked == {page.topic for page in handbook(language)} - {"index"}


@pytest.mark.parametrize("place", [place for place in PAGES if place.startswith("resources/")])
def test_every_label_is_one_that_the_window_shows(place: str) -> None:
    page = PAGES[place]
    strange = [one for one in LABEL[page.language].findall(page.prose) if one not in labels(page.language)]
    assert strange == []


@pytest.mark.parametrize("place", PAGES)
def test_every_path_that_is_named_exists(place: str) -> None:
    named = [one for one in PATH.findall(PAGES[place].prose) if "-0.3" not in one]
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_a_picture_is_described_for_those_who_do_not_see_it() -> None:
    for page in everything():
        assert all(words or source for words, _, source in PICTURE.findall(page.text)), page.place
        assert all('alt="' in tag for tag in re.findall(r"<img[^>]*>", page.text)), page.place


def test_every_page_kind_has_its_pictures_in_both_languages_and_looks() -> None:
    assert sorted(path.name for path in kinds.FOLDER.glob("*")) == sorted(path.name for path in kinds.wanted())
    assert sum(path.stat().st_size for path in kinds.FOLDER.glob("*.png")) < LARGEST_PICTURES


@pytest.mark.parametrize("path", kinds.wanted(), ids=lambda path: path.stem)
def test_a_picture_is_full_colour_and_of_the_windows_size(path: Path) -> None:
    width, height, depth, colour = struct.unpack(">IIBB", path.read_bytes()[16:26])
    assert (depth, colour) == (8, 2)
    assert (width, height) == kinds.SIZE or "-paper-" in path.name


def test_every_page_of_the_window_has_a_picture() -> None:
    shown = {re.sub(r"^\d+b?-", "", name).replace("-", "_") for name in kinds.PAGES}
    assert {"form" if topic == "forms" else topic for topic in topics_asked_for() - {"index"}} <= shown
