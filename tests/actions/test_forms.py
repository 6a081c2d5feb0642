"""Says every finding about an edition in both languages; what it names in passing is Chinese in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from escc_desktop.actions.forms import PATTERN, check_forms, in_chinese
from escc_desktop.places import shipped
from escc_desktop.study.loading import read_folder
from tests.study import broken_parts, broken_rules
from tests.study.test_findings import edited

BREAKS = {**broken_rules.BREAKS, **broken_parts.BREAKS}
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")


@pytest.mark.parametrize("name", BREAKS)
def test_a_finding_is_said_in_both_languages(tmp_path: Path, name: str) -> None:
    edits, code, file, _ = BREAKS[name]
    for path, data in edited(read_folder(shipped(PATTERN)), edits).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (found,) = check_forms(tmp_path)
    assert (found.code, found.place["file"]) == (code, file)
    for language in ("zh", "en"):
        for sentence in (found.message(language), found.fix(language)):
            assert sentence != f"FIX_{code}"
            assert "?" not in sentence
    quoted = {found.facts.get("rule", "?"), found.facts.get("why", "?"), found.facts.get("problem", "?")}
    spoken = found.message("zh") + found.fix("zh")
    for one in quoted:
        spoken = spoken.replace(one, "")
    assert ENGLISH.findall(re.sub(r"“[^”]*”|\"[^\"]*\"|\[\[.*?\]\]", "", spoken)) == []


def test_what_is_named_in_passing_is_looked_up() -> None:
    assert in_chinese("a number, as WBC") == "数字（与 WBC 同类）"
    assert in_chinese("{site} and {order:03d}, each once") == "{site} 和 {order:03d}，各一次"
    assert in_chinese("140 or more") == "140 或以上"
    assert in_chinese("WBC") is None
