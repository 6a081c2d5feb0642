"""Makes the page maker's file fit for the archive: PDF/A-2b (ISO 19005-2), same input same bytes; it draws nothing.

What has to be added: version 1.7, XMP that says the same as Info, an sRGB output intent, the signature fields made
beforehand, and a line end before ``endstream``, which the page maker leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from escc_desktop.documents.typeface import FILES, typeface
from escc_desktop.places import shipped

PRODUCER = "ESCC Desktop"
rl_config.useA85 = 0  # ASCII-85 would make each page a quarter larger and slower to draw
_PRINT, _LOCKED = 4, 128
_SIGNATURES_EXIST, _APPEND_ONLY = 1, 2


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says of itself, in Info and in XMP alike. ``made_at`` is aware."""

    title: str
    author: str
    subject: str
    language: str
    made_at: datetime


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")
    __Refs__ = pdfdoc.PDFCatalog.__NoDefault__


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """Info with the time that was passed in instead of the clock's."""

    def __init__(self, description: Description) -> None:
        super().__init__()
        self.description = description

    def digest(self, md5object: Any) -> None:
        md5object.update(repr(self.description).encode())

    def format(self, document: Any) -> bytes:
        said, made = self.description, _pdf_date(self.description.made_at)
        texts = {"Title": said.title, "Author": said.author, "Subject": said.subject}
        entries = {name: pdfdoc.PDFString(text) for name, text in texts.items()}
        entries |= {name: pdfdoc.PDFString(PRODUCER) for name in ("Producer", "Creator")}
        entries |= {name: pdfdoc.PDFString(made) for name in ("CreationDate", "ModDate")}
        shown: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return shown


class _Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream that is not compressed, as XMP must not be."""

    def __init__(self, entries: dict[str, Any], content: bytes, is_packed: bool) -> None:
        filters = [pdfdoc.PDFZCompress] if is_packed else None
        super().__init__(dictionary=pdfdoc.PDFDictionary(entries), content=content, filters=filters)


class ArchiveCanvas(Canvas):  # type: ignore[misc]
    """The page maker's canvas, writing PDF/A-2b into memory. Take the file with ``finished``."""

    def __init__(self, description: Description) -> None:
        typeface("regular")
        super().__init__(
            "",
            pagesize=(595.2756, 841.8898),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=FILES["regular"],
            lang=description.language,
        )
        document = self._doc
        old = document.Catalog
        document.Catalog = document._catalog = catalog = _Catalog()
        catalog.Pages, catalog.Outlines, catalog.Lang = old.Pages, old.Outlines, old.Lang
        document.info = _Info(description)
        document.updateSignature(repr(description))
        self._fields: list[Any] = []
        self._field_names: list[str] = []
        catalog.OutputIntents = pdfdoc.PDFArray([document.Reference(_output_intent(document))])
        catalog.Metadata = _Stream(_typed("Metadata", "XML"), _xmp(description), is_packed=False)

    def signature_field(self, name: str, box: tuple[float, float, float, float]) -> None:
        """Make an empty signature field on the current page. Its look is nothing: the page shows the words."""
        document = self._doc
        side = pdfdoc.PDFArray([0, 0, round(box[2] - box[0], 2), round(box[3] - box[1], 2)])
        blank = _Stream({**_typed("XObject", "Form"), "BBox": side}, b" ", is_packed=False)
        entries = {
            **_typed("Annot", "Widget"),
            "FT": pdfdoc.PDFName("Sig"),
            "T": pdfdoc.PDFString(name),
            "Rect": pdfdoc.PDFArray([round(side, 2) for side in box]),
            "F": _PRINT | _LOCKED,
            "P": document.thisPageRef(),
            "AP": pdfdoc.PDFDictionary({"N": document.Reference(blank)}),
        }
        field = pdfdoc.PDFDictionary(entries)
        self._addAnnotation(field)
        self._field_names.append(name)
        self._fields.append(document.refAnnotation(f"NUMBER{self._annotationCount}"))

    @property
    def field_names(self) -> tuple[str, ...]:
        """Return the names of the signature fields made so far."""
        return tuple(self._field_names)

    def finished(self) -> bytes:
        """Return the file. The canvas can draw no more after that."""
        if self._fields:
            entries = {"Fields": pdfdoc.PDFArray(self._fields), "SigFlags": _SIGNATURES_EXIST | _APPEND_ONLY}
            self._doc.Catalog.AcroForm = pdfdoc.PDFDictionary(entries)
        data: bytes = self.getpdfdata()
        return _with_line_ends(data)


def _typed(kind: str, subtype: str) -> dict[str, Any]:
    return {"Type": pdfdoc.PDFName(kind), "Subtype": pdfdoc.PDFName(subtype)}


@cache
def _profile() -> bytes:
    return shipped("resources/colour/sRGB.icc").read_bytes()


def _output_intent(document: Any) -> Any:
    profile = _Stream({"N": 3}, _profile(), is_packed=True)
    entries = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    return pdfdoc.PDFDictionary(entries)


def _pdf_date(at: datetime) -> str:
    offset = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _xmp(said: Description) -> bytes:
    offset = said.made_at.strftime("%z")
    made = f"{said.made_at:%Y-%m-%dT%H:%M:%S}{offset[:3]}:{offset[3:5]}"
    title, author, subject = escape(said.title), escape(said.author), escape(said.subject)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


_STREAM = re.compile(rb"/Length (\d+)\b[^\x00]*?>>\nstream\n")


def _with_line_ends(data: bytes) -> bytes:
    """Put a line end before each ``endstream`` (ISO 19005-2, 6.1.7.1) and the new offsets into the table."""
    table = int(data[data.rindex(b"startxref") + 9 :].split(None, 1)[0])
    lines = data[table:].split(b"\n")
    count = int(lines[1].split()[1])
    offsets = [int(line[:10]) for line in lines[3 : 2 + count]]
    pieces, moved, added = [data[: offsets[0]]], [], 0
    for start, end in zip(offsets, [*offsets[1:], table], strict=True):
        piece = _ended(data[start:end])
        pieces.append(piece)
        moved.append(start + added)
        added += len(piece) - (end - start)
    entries = [b"%010d 00000 n " % offset for offset in moved]
    tail = b"\n".join([*lines[:3], *entries, *lines[2 + count :]])
    tail = tail.replace(b"startxref\n%d\n" % table, b"startxref\n%d\n" % (table + added))
    return b"".join([*pieces, tail])


def _ended(piece: bytes) -> bytes:
    found = _STREAM.search(piece)
    if not found:
        return piece
    end = found.end() + int(found[1])
    return piece if piece[end : end + 1] == b"\n" else piece[:end] + b"\n" + piece[end:]
