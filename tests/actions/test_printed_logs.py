"""Proves that the delegation log and the follow-up list print what the journal holds, in the language asked for."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw
from pypdf import PdfReader

from escc_desktop.actions.authority import delegation_log
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import (
    AddPerson,
    AnswerFinding,
    CloseFinding,
    DocumentRequest,
    EndDelegation,
    RaiseFinding,
)
from escc_desktop.actions.paper import gather, keep, produce
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    INVESTIGATOR,
    WORDS,
    Places,
    delegate,
    kinds,
    randomness,
)

CONTROLLER = "林岚"
PASSPHRASE = "lantern velvet orbit 7351"


@dataclass(frozen=True)
class Printed:
    """A paper as read back."""

    text: str
    pages: list[str]
    images: list[Image.Image]


def printed(site: Site, kind: Literal["delegation", "follow_up"], language: Literal["zh", "en", "both"]) -> Printed:
    paper = produce(gather(site, DocumentRequest(kind, language=language)))
    keep(site, paper)
    read = PdfReader(io.BytesIO(paper.data))
    pages = ["".join(page.extract_text().split()) for page in read.pages]
    images = [one.image for page in read.pages for one in page.images if one.image is not None]
    return Printed("".join(pages), pages, images)


def specimen(folder: Path) -> Path:
    """Write a signature as a scanner would give it."""
    picture = Image.new("RGB", (600, 200), "white")
    ImageDraw.Draw(picture).line([(40, 150), (200, 40), (320, 160), (560, 60)], fill="black", width=9)
    path = folder / "specimen.png"
    picture.save(path)
    return path


def test_the_delegation_log_prints_every_line_with_its_specimen(open_site: Site, tmp_path: Path) -> None:
    site = open_site
    first = delegation_log(site).delegations[0]
    person = {one.name: one.id for one in site.people.values()}[INVESTIGATOR]
    today = site.office.clock().date()
    delegate(site, COORDINATOR, ("binder",), specimen=specimen(tmp_path))
    delegate(site, COORDINATOR, ("packages", "samples"), specimen_place="研究者文件夹 5-1")
    carry_out(site, EndDelegation(first.entry, today, "轮转", person, WORDS[INVESTIGATOR]))
    both = printed(site, "delegation", "both")
    for words in (
        COORDINATOR,
        INVESTIGATOR,
        "研究者授权分工表",
        "Delegationlog",
        "源文件与研究者文件夹管理",
        "Keepsourcedocumentsandinvestigatorfile",
        "数据包交接",
        "研究者文件夹5-1",
        f"{today}终止",
        "主要研究者签名",
        "第1页共1页",
    ):
        assert words in both.text, words
    (image,) = both.images
    assert image.size == (600, 200)
    assert image.getpixel((200, 45)) != image.getpixel((5, 5))
    english = printed(site, "delegation", "en").text
    assert "Handoverpackages" in english
    assert "数据包交接" not in english
    assert "Handoverpackages" not in printed(site, "delegation", "zh").text
    assert kinds(site).count("document.sealed") == 3


def test_a_long_log_is_identified_on_every_page(open_site: Site) -> None:
    site = open_site
    for _ in range(16):
        delegate(site, COORDINATOR, ("screening", "data", "binder", "packages"))
    log = printed(site, "delegation", "both")
    assert len(log.pages) > 1
    for number, page in enumerate(log.pages, start=1):
        assert site.study.id in page
        assert f"第{number}页共{len(log.pages)}页" in page
    assert all("授权职责" in page for page in log.pages[:-1])


def test_the_follow_up_list_prints_findings_and_answers(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson(CONTROLLER, ("quality_controller",), PASSPHRASE))
    lock(site)
    site = places.unlock(COORDINATOR)
    assert "无监查发现" in printed(site, "follow_up", "zh").text
    lock(site)
    site = unlock(places.vault, CONTROLLER, PASSPHRASE, places.clock, randomness)
    entry = str(carry_out(site, RaiseFinding("知情同意书第 3 页缺日期")).value)
    lock(site)
    site = places.unlock(COORDINATOR)
    carry_out(site, AnswerFinding(entry, "已补签"))
    assert "已答复" in printed(site, "follow_up", "zh").text
    lock(site)
    site = unlock(places.vault, CONTROLLER, PASSPHRASE, places.clock, randomness)
    carry_out(site, CloseFinding(entry, "核实"))
    both = printed(site, "follow_up", "both").text
    for words in (
        "知情同意书第3页缺日期",
        CONTROLLER,
        "已补签",
        COORDINATOR,
        "关闭：核实",
        "已关闭closed",
        "Follow-uplist",
    ):
        assert words in both, words
    lock(site)
