"""Fills in the source data list of the edition in force at this site; it draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.originals import Original, original_of, originals
from escc_desktop.actions.paper_heading import heading
from escc_desktop.actions.site import Site

if TYPE_CHECKING:
    from escc_desktop.documents.sheets import SourceDataSheet


def source_data_sheet(site: Site, request: DocumentRequest) -> SourceDataSheet:
    """Return the list: every form, its data, their source, and what the program knows of the originals."""
    from escc_desktop.documents.composing_sources import source_forms
    from escc_desktop.documents.sheets import SourceDataSheet

    day = site.office.clock().date().isoformat()
    known: dict[str, Original] = {"WORKSHEET": originals(site).get("worksheet", "ink"), "CALCULATED": "electronic"}
    head = heading(site, "source_data", request.language, None, dated_on=day)
    return SourceDataSheet(head, source_forms(site.study, lambda form: original_of(site, form), known))
