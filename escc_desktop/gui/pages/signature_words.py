"""Says of a signature who made it and when, electronic or by hand; who recorded one by hand is never its signer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.signature_views import SignatureView
from escc_desktop.actions.views import RecordView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.vocabulary import filled, moment, role_words
from escc_desktop.gui.runs import Mark
from escc_desktop.words import say


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` as it is; the name is the one that lupdate looks for."""
    return text


def _say(text: str, *facts: object) -> str:
    return filled(QCoreApplication.translate("SignatureWords", text), *facts)


def deciding(record: RecordView) -> SignatureView | None:
    """Return the last of an investigator's signatures that hold."""
    return next((one for one in reversed(record.signatures) if one.decides), None)


def signing_mark(record: RecordView) -> str:
    """Return the mark of a record's signature, or of its state while there is none."""
    if record.has_void_signature:
        return "void"
    holding = [one for one in record.signatures if not one.is_void]  # of a consent also by those who are asked for it
    if holding:
        return "ink" if (deciding(record) or holding[-1]).ink is not None else "signed"
    return "unsigned" if record.is_complete else "draft"


def signatures_of(record: RecordView) -> dict[str, Mark]:
    """Return who signed a record as it stands at its signature points, by the role that they ask for."""
    holding = [one for one in record.signatures if not one.is_void and not one.flag]
    found = {one.role: Mark("ink" if one.ink else "signed", signed_words(one), ink="ink") for one in holding}
    decided = deciding(record)
    if decided is not None:
        found["investigator"] = Mark("ink" if decided.ink else "signed", signed_words(decided), ink="ink")
    elif record.has_void_signature:
        found["investigator"] = Mark("void")
    if record.saved_by is not None:
        found["coordinator"] = Mark("done", f"{record.saved_by} {moment(record.saved_at)}", ink="ink")
    return found


def asking_words(record: RecordView) -> str:
    """Return what a button says that asks for a signature: in the program, or by hand."""
    if record.original == "ink":
        return _say(QT_TRANSLATE_NOOP("SignatureWords", "Sign on paper…"))
    return _say(QT_TRANSLATE_NOOP("SignatureWords", "Ask investigator to sign…"))


def signer_words(signature: SignatureView) -> str:
    """Return who signed; a part in the consent is named by its role alone."""
    return signature.name or role_words(signature.role)


def signed_words(signature: SignatureView) -> str:
    """Return who signed and when, as it stands in a line: by hand with the date that was written."""
    if signature.ink is None:
        return f"{signature.name} {moment(signature.at)}"
    return _say(QT_TRANSLATE_NOOP("SignatureWords", "%1 by hand %2"), signer_words(signature), signature.ink.signed_on)


def ink_words(signature: SignatureView) -> str:
    """Return all that is known of a signature by hand; the recorder stands apart from the signer."""
    ink = signature.ink
    if ink is None:
        return signed_words(signature)
    text = QT_TRANSLATE_NOOP("SignatureWords", "Signed by hand by %1 on %2, filed at %3; recorded by %4 at %5")
    who, place = signer_words(signature), ink.filed_at or "–"
    return _say(text, who, ink.signed_on, place, ink.recorded_by, moment(ink.recorded_at))


def why_not(signature: SignatureView) -> str:
    """Return why a signature by hand does not count, '' when it does."""
    if signature.flag:
        return say(f"INK_FLAG_{signature.flag.upper()}", language())
    if signature.is_void:
        return _say(QT_TRANSLATE_NOOP("SignatureWords", "The record changed after it was signed"))
    return ""
