"""Every kind of paper is PDF/A-2b in its structure, in every language, and the same sheet gives the same bytes."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from escc_desktop.documents.rendering import render
from escc_desktop.documents.sheets import PaperDocument


def _fonts(reader: PdfReader) -> list[Any]:
    pages: Any = reader.pages
    return [font.get_object() for page in pages for font in page["/Resources"].get("/Font", {}).values()]


def check_structure(pdf: bytes) -> None:
    """Assert the points that decide whether the file is PDF/A-2b."""
    assert pdf.startswith(b"%PDF-1.7\n%")
    assert min(pdf.split(b"\n", 2)[1][1:5]) > 127
    reader = PdfReader(BytesIO(pdf), strict=True)
    trailer: Any = reader.trailer
    root = trailer["/Root"]
    assert "/Version" not in root
    assert "/Encrypt" not in trailer
    assert "/JavaScript" not in pdf.decode("latin1")
    assert len(trailer["/ID"]) == 2
    intent = root["/OutputIntents"][0].get_object()
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3
    profile = intent["/DestOutputProfile"].get_data()
    assert profile[12:24] == b"mntrRGB XYZ "
    assert int.from_bytes(profile[:4], "big") == len(profile)
    _check_metadata(reader)
    for font in _fonts(reader):
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
        assert "NotoSansSC" in font["/BaseFont"]
        assert "/ToUnicode" in font
        assert len(font["/Widths"]) == font["/LastChar"] - font["/FirstChar"] + 1
    pages: Any = reader.pages
    for page in pages:
        assert not {"/Group", "/AA"} & set(page)
        assert "/ExtGState" not in page["/Resources"]


def _check_metadata(reader: PdfReader) -> None:
    trailer: Any = reader.trailer
    info: Any = reader.metadata
    stream = trailer["/Root"]["/Metadata"]
    assert "/Filter" not in stream
    xmp = stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    for name, tag in (("/Title", "title"), ("/Author", "creator"), ("/Subject", "description")):
        found = re.search(rf"<dc:{tag}>.*?<rdf:li[^>]*>(.*?)</rdf:li>", xmp, re.S)
        assert found
        assert found[1] == info[name]
    assert f"<pdf:Producer>{info['/Producer']}<" in xmp
    assert f"<xmp:CreatorTool>{info['/Creator']}<" in xmp
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260319094100+08'00'"
    assert xmp.count("2026-03-19T09:41:00+08:00") == 2


def check_line_ends(pdf: bytes) -> None:
    """Assert a line end before each endstream that is not part of the stream, and true lengths and offsets."""
    count = 0
    for found in re.finditer(rb"/Length (\d+)\b[^\x00]*?>>\nstream\n", pdf):
        end = found.end() + int(found[1])
        assert pdf[end : end + 10] == b"\nendstream"
        count += 1
    assert count == pdf.count(b"endstream")
    table = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    assert pdf[table : table + 4] == b"xref"


def test_each_paper_has_the_structure_of_pdf_a(any_sheet: PaperDocument) -> None:
    pdf = render(any_sheet).pdf
    check_structure(pdf)
    check_line_ends(pdf)


def test_same_sheet_gives_same_bytes(any_sheet: PaperDocument) -> None:
    assert render(any_sheet).pdf == render(any_sheet).pdf


def test_poppler_finds_every_font_embedded(any_sheet: PaperDocument, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(render(any_sheet).pdf)
    listed = subprocess.run(["pdffonts", str(paper)], capture_output=True, text=True, check=True)
    lines = listed.stdout.splitlines()[2:]
    assert lines
    assert listed.stderr == ""
    for line in lines:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


def test_poppler_draws_every_page_without_complaint(any_sheet: PaperDocument, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    printed = render(any_sheet)
    paper.write_bytes(printed.pdf)
    drawn = subprocess.run(
        ["pdftoppm", "-r", "20", str(paper), str(tmp_path / "page")], capture_output=True, text=True, check=True
    )
    assert drawn.stderr == ""
    assert len(list(tmp_path.glob("page*.ppm"))) == printed.pages
