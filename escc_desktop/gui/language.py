"""Switches the interface between Chinese and English without a restart; study wording is data and not here."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from escc_desktop.places import shipped
from escc_desktop.words import Language

WEEK_STARTS_ON = 1  # Monday, in both languages


class Tongue(QObject):
    """The language in force. ``changed`` follows Qt's LanguageChange event, for words that are no widget's own."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._language: Language = "en"
        self._installed: list[QTranslator] = []

    @property
    def language(self) -> Language:
        """The language that is shown: ``zh`` or ``en``."""
        return self._language

    def speak(self, language: Language) -> None:
        """Show ``language`` at once: every widget gets Qt's LanguageChange event."""
        for old in self._installed:
            QCoreApplication.removeTranslator(old)
        self._installed = []
        self._language = language
        # Never the system's short forms: dates are 2026-03-05 in both languages.
        QLocale.setDefault(QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English))
        if language == "zh":
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for name, folder in (("qtbase_zh_CN", qt_folder), ("escc_zh", str(shipped("resources/translations")))):
                translator = QTranslator()
                if translator.load(name, folder):
                    QCoreApplication.installTranslator(translator)
                    self._installed.append(translator)
        self.changed.emit()


@cache
def tongue() -> Tongue:
    """Return the one language of the application."""
    return Tongue()


def language() -> Language:
    """Return the language that is shown, for wording that comes as ``Label(en, zh)`` or by code."""
    return tongue().language
