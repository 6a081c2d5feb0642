"""Prints what the edition says of itself: the source data list, and the blank worksheet of one form."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, RegisterScreening
from escc_desktop.actions.paper import gather, keep, produce
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import DocumentView
from tests.building import FULL_CONSENT, kinds


def words_of(site: Site, request: DocumentRequest) -> str:
    paper = produce(gather(site, request))
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages).split())


def test_the_source_data_list_names_every_item_with_its_source(full_site: Site) -> None:
    text = words_of(full_site, DocumentRequest("source_data", language="zh"))
    for form in full_site.study.forms.values():
        assert "".join(form.label.zh.split()) in text
        for item in form.items:
            if item.companion_of is None and item.source.zh:
                assert "".join(item.label.zh.split()) in text, (form.id, item.id)
        assert all("".join(source.zh.split()) in text for source in form.sources)
    assert "主要研究者签名" in text


def test_the_list_is_kept_as_a_document_about_nobody(full_site: Site) -> None:
    paper = produce(gather(full_site, DocumentRequest("source_data")))
    view = keep(full_site, paper).value
    assert isinstance(view, DocumentView)
    assert (view.kind, view.participant) == ("source_data", None)
    assert kinds(full_site)[-1] == "document.sealed"


def test_one_form_prints_blank_without_a_visit(full_site: Site) -> None:
    number = str(carry_out(full_site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
    text = words_of(full_site, DocumentRequest("worksheet", number, form="PT", language="zh"))
    assert "空白访视记录表：既往抗肿瘤治疗" in text
    assert "本表未进行" in text
    assert "表1/1" in text
    assert number[-3:] in text
