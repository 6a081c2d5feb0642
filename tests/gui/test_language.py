"""Every word of the window is translated, and the language changes while it stands."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from escc_desktop.gui.gallery import StatesSheet
from escc_desktop.gui.language import tongue
from escc_desktop.gui.window import MainWindow
from escc_desktop.places import shipped
from escc_desktop.words import fill

GUI = Path(sys.modules["escc_desktop.gui"].__file__ or "").parent
TS = shipped("resources/translations/escc_zh.ts")
Words = dict[tuple[str, str, str], str]


def _words(path: Path) -> Words:
    found: Words = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            if message.find("translation[@type]") is None:
                key = (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
                found[key] = message.findtext("translation", "")
            else:
                key = (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
                found[key] = ""
    return found


def _tool(name: str) -> str:
    folder = Path(sys.executable).parent
    return str(next(path for path in (folder / f"pyside6-{name}", folder / f"pyside6-{name}.exe") if path.exists()))


def test_every_word_in_the_code_is_translated(tmp_path: Path) -> None:
    asked = tmp_path / "asked.ts"
    files = sorted(str(path) for path in GUI.rglob("*.py"))
    subprocess.run([_tool("lupdate"), "-silent", *files, "-ts", str(asked)], check=True, capture_output=True)
    translated = _words(TS)
    missing = sorted(key for key in _words(asked) if not translated.get(key))
    assert missing == []


def test_no_translation_is_left_over(tmp_path: Path) -> None:
    asked = tmp_path / "asked.ts"
    files = sorted(str(path) for path in GUI.rglob("*.py"))
    subprocess.run([_tool("lupdate"), "-silent", *files, "-ts", str(asked)], check=True, capture_output=True)
    assert sorted(set(_words(TS)) - set(_words(asked))) == []


def test_the_compiled_file_says_what_the_source_file_says(tmp_path: Path) -> None:
    compiled = tmp_path / "escc_zh.qm"
    subprocess.run([_tool("lrelease"), "-silent", str(TS), "-qm", str(compiled)], check=True, capture_output=True)
    assert compiled.read_bytes() == shipped("resources/translations/escc_zh.qm").read_bytes()


def test_translations_keep_every_place_to_fill() -> None:
    for (context, source, _), words in _words(TS).items():
        assert set(re.findall(r"{\w+}", source)) == set(re.findall(r"{\w+}", words)), (context, source)


def test_no_translation_shouts_or_mixes_punctuation() -> None:
    for key, words in _words(TS).items():
        assert "!" not in words, key
        assert "！" not in words, key
        assert not re.search(r"[\u4e00-\u9fff][,;:?]", words), key


def test_qt_own_words_are_found() -> None:
    assert QTranslator().load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


def test_the_window_changes_its_language_while_it_stands(window: MainWindow) -> None:
    sheet = window.page("today")
    assert isinstance(sheet, StatesSheet)
    assert window.rail.entries["today"].text() == "Today"
    tongue().speak("zh")
    QCoreApplication.sendPostedEvents()
    titles = [window.rail.entries[name].text() for name in window.rail.entries]
    assert titles == ["今日工作", "受试者", "访视日历", "不良事件", "文件与打印", "数据包", "操作记录"]
    assert sheet.undo.button.text() == "撤销 Ctrl+Z"
    assert window.action("lock").text() == "锁屏"
    tongue().speak("en")
    QCoreApplication.sendPostedEvents()
    assert window.rail.entries["journal"].text() == "Journal"
    assert sheet.undo.button.text() == "Undo Ctrl+Z"


def test_one_is_one_and_a_chinese_name_stands_without_a_space() -> None:
    said = "%1 (entry|entries)·%2 (day|days)"
    assert fill(said, {"1": "1", "2": "2"}) == "1 entry·2 days"
    assert fill("%1 的密码", {"1": "李晓"}) == "李晓的密码"
    assert fill("%1 的密码", {"1": "CRC 01"}) == "CRC 01 的密码"
    assert fill("由 %1 于 %2 决定", {"1": "李晓", "2": "2026-03-05"}) == "由李晓于 2026-03-05 决定"
    assert fill("passphrase of {name}, {other}", {"name": "李晓"}, unknown="?") == "passphrase of 李晓, ?"
