"""A sealed paper is believed by readers and by our own check, and stays PDF/A; anything else is refused by code."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from escc_desktop.documents.checking import check_sealed
from escc_desktop.documents.rendering import render
from escc_desktop.documents.sealing import seal
from escc_desktop.errors import SealError
from tests.documents.paper_samples import SIGNED_AT, SigningPeople, adverse_events, eligibility, record, signature
from tests.documents.test_archive import check_line_ends, check_structure


def code_of(pdf: bytes, root: str, expected: int = 1, sha256: str | None = None) -> str:
    with pytest.raises(SealError) as caught:
        check_sealed(pdf, root, expected, sha256)
    return caught.value.code


@pytest.fixture(scope="session")
def twice_signed(signing_people: SigningPeople) -> tuple[bytes, bytes]:
    """A log with two prepared fields: after the first signature and after the second."""
    blocks = (signature("Signature1"), replace(signature("Signature2"), name="李晓"))
    printed = render(replace(adverse_events(), signatures=blocks))
    assert printed.fields == ("Signature1", "Signature2")
    once = signing_people.seal(printed.pdf, "Signature1", 0)
    return once, signing_people.seal(once, "Signature2", 1)


def test_our_check_names_the_signer(sealed_paper: bytes, signing_people: SigningPeople) -> None:
    digest = hashlib.sha256(sealed_paper).hexdigest()
    report = check_sealed(sealed_paper, signing_people.root, 1, digest)
    (signer,) = report.signers
    assert (signer.name, signer.role, signer.field) == ("王敏0", "investigator", "Signature1")
    assert signer.signed_at == SIGNED_AT
    assert signer.reason == "本人已审阅证据"
    assert signer.certificate == signing_people.certificates[0]
    assert report.sha256 == digest


def test_pdfsig_believes_it_and_finds_the_whole_document_signed(sealed_paper: bytes, tmp_path: Path) -> None:
    paper = tmp_path / "sealed.pdf"
    paper.write_bytes(sealed_paper)
    said = subprocess.run(["pdfsig", str(paper)], capture_output=True, text=True, check=False)
    assert "Signature is Valid." in said.stdout
    assert "Total document signed" in said.stdout
    assert "ETSI.CAdES.detached" in said.stdout
    assert said.stdout.count("Signature #") == 1


def test_a_sealed_paper_keeps_the_structure_of_pdf_a(sealed_paper: bytes, twice_signed: tuple[bytes, bytes]) -> None:
    for pdf in (sealed_paper, *twice_signed):
        check_structure(pdf)
        check_line_ends(pdf)


def test_sealing_adds_one_revision_and_touches_nothing_drawn(signing_people: SigningPeople) -> None:
    printed = render(record())
    sealed = signing_people.seal(printed.pdf, "Signature1")
    assert sealed.startswith(printed.pdf)
    added = sealed[len(printed.pdf) :]
    assert added.count(b" obj\n") == 2
    assert b"/Metadata" not in added
    assert b"/Catalog" not in added


def test_the_field_lies_over_the_printed_block(sealed_paper: bytes) -> None:
    reader = PdfReader(BytesIO(sealed_paper))
    (field,) = [annot.get_object() for page in reader.pages for annot in page.get("/Annots", [])]
    left, bottom, right, top = (float(side) / 72 * 25.4 for side in field["/Rect"])
    assert right - left == pytest.approx(173, abs=0.1)
    assert top - bottom > 20
    assert field["/F"] & 4
    assert field["/AP"]["/N"].get_object()["/Subtype"] == "/Form"


def test_the_second_signature_keeps_the_first(
    twice_signed: tuple[bytes, bytes], signing_people: SigningPeople, tmp_path: Path
) -> None:
    once, twice = twice_signed
    report = check_sealed(twice, signing_people.root, expected_signatures=2)
    assert [signer.name for signer in report.signers] == ["王敏0", "王敏1"]
    assert len(check_sealed(once, signing_people.root).signers) == 1
    paper = tmp_path / "twice.pdf"
    paper.write_bytes(twice)
    said = subprocess.run(["pdfsig", str(paper)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 2
    assert said.count("Total document signed") == 1


def test_cut_back_to_its_first_signature(twice_signed: tuple[bytes, bytes], signing_people: SigningPeople) -> None:
    once, twice = twice_signed
    assert twice.startswith(once)
    assert code_of(once, signing_people.root, 2) == "SEAL_COUNT"
    assert code_of(once, signing_people.root, 1, hashlib.sha256(twice).hexdigest()) == "SEAL_DIGEST"


@pytest.mark.parametrize("tail", [b"\n", b"% a remark\n", b"\x00", b"%%EOF\n", b"startxref\n0\n%%EOF\n"])
def test_bytes_after_the_end(sealed_paper: bytes, signing_people: SigningPeople, tail: bytes) -> None:
    assert code_of(sealed_paper + tail, signing_people.root) in ("SEAL_COVERAGE", "SEAL_UNREADABLE", "SEAL_CHANGED")


def test_a_page_changed_by_a_later_revision(sealed_paper: bytes, signing_people: SigningPeople, tmp_path: Path) -> None:
    writer = PdfWriter(BytesIO(sealed_paper), incremental=True)
    writer.pages[0].rotate(90)
    out = BytesIO()
    writer.write(out)
    changed = out.getvalue()
    assert changed.startswith(sealed_paper)
    paper = tmp_path / "changed.pdf"
    paper.write_bytes(changed)
    said = subprocess.run(["pdfsig", str(paper)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said, "the trap that this check exists for"
    assert code_of(changed, signing_people.root) == "SEAL_CHANGED"


def test_a_page_changed_between_two_signatures(signing_people: SigningPeople) -> None:
    blocks = (signature("Signature1"), signature("Signature2"))
    once = signing_people.seal(render(replace(record(), signatures=blocks)).pdf, "Signature1", 0)
    writer = PdfWriter(BytesIO(once), incremental=True)
    writer.pages[0].rotate(90)
    out = BytesIO()
    writer.write(out)
    twice = signing_people.seal(out.getvalue(), "Signature2", 1)
    assert code_of(twice, signing_people.root, 2) == "SEAL_CHANGED"


@pytest.mark.parametrize("part", range(12))
def test_any_byte_changed(sealed_paper: bytes, signing_people: SigningPeople, part: int) -> None:
    """Bytes over the whole file, closer together in the revision that the signature added."""
    drawn = sealed_paper.rindex(b"%%EOF\n", 0, len(sealed_paper) - 10)
    places = [*range(part * 97, drawn, 97 * 12), *range(drawn + part, len(sealed_paper), 12 * 19)]
    for place in places:
        changed = bytearray(sealed_paper)
        changed[place] ^= 1 << (place % 8)
        code = code_of(bytes(changed), signing_people.root)
        assert code.startswith("SEAL_"), place


def test_truncated_files(sealed_paper: bytes, signing_people: SigningPeople) -> None:
    for end in (0, 1, 100, len(sealed_paper) // 2, len(sealed_paper) - 1, len(sealed_paper) - 7):
        assert code_of(sealed_paper[:end], signing_people.root).startswith("SEAL_")


def test_another_root(sealed_paper: bytes, strangers: SigningPeople) -> None:
    assert code_of(sealed_paper, strangers.root) == "SEAL_UNTRUSTED"


def test_a_stranger_who_brings_their_own_chain(strangers: SigningPeople, signing_people: SigningPeople) -> None:
    sealed = strangers.seal(render(record()).pdf, "Signature1")
    assert code_of(sealed, signing_people.root) == "SEAL_UNTRUSTED"
    assert check_sealed(sealed, strangers.root).signers[0].name == "王敏0"


def test_an_unsigned_paper(signing_people: SigningPeople) -> None:
    pdf = render(eligibility()).pdf
    assert code_of(pdf, signing_people.root) == "SEAL_COUNT"
    assert check_sealed(pdf, signing_people.root, expected_signatures=0).signers == ()


def test_no_more_signatures_than_expected(
    twice_signed: tuple[bytes, bytes], sealed_paper: bytes, signing_people: SigningPeople
) -> None:
    assert code_of(twice_signed[1], signing_people.root, 1) == "SEAL_COUNT"
    assert code_of(sealed_paper, signing_people.root, 0) == "SEAL_COUNT"


def test_something_that_is_no_pdf(signing_people: SigningPeople) -> None:
    for data in (b"", b"%PDF-1.7\n", b"PK\x03\x04" * 50, b"%PDF-1.7\n%%EOF\n"):
        assert code_of(data, signing_people.root) == "SEAL_UNREADABLE"


def test_sealing_twice_the_same_field_or_an_unknown_one(sealed_paper: bytes, signing_people: SigningPeople) -> None:
    for pdf, field in ((sealed_paper, "Signature1"), (render(record()).pdf, "Elsewhere")):
        with pytest.raises(SealError) as caught:
            signing_people.seal(pdf, field)
        assert caught.value.code == "SEAL_FIELD"


def test_a_key_that_is_not_the_certificates(signing_people: SigningPeople) -> None:
    with pytest.raises(SealError) as caught:
        seal(
            render(record()).pdf,
            field="Signature1",
            key=signing_people.keys[1],
            certificate=signing_people.certificates[0],
            chain=(signing_people.authority, signing_people.root),
            name="王敏",
            reason="",
            location="",
            at=SIGNED_AT,
        )
    assert caught.value.code == "SEAL_KEY"
