"""Proves that passphrases are judged by what whoever guesses would try, the words of the trial among it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.trust.passphrases import ENOUGH, LEAST_GUESSES, LONGEST_JUDGED, judge
from escc_desktop.trust.pinyin import spellings
from escc_desktop.words import say

BLOCKED = (
    "NCT07142421",
    "曲氟尿苷替匹嘧啶",
    "安罗替尼",
    "FTD/TPI",
    "anlotinib",
    "李晓",
    *spellings("李晓"),
    "示范医院",
)

WEAK = {
    "short": "PASS_ADD_WORDS",
    "anlotinib2026": "PASS_BLOCKED",
    "Anlotinib!": "PASS_BLOCKED",
    "李晓的密码2026": "PASS_BLOCKED",
    "lixiao19900101": "PASS_DATE",
    "曲氟尿苷替匹嘧啶联合安罗替尼": "PASS_BLOCKED",
    "ＮＣＴ０７１４２４２１": "PASS_BLOCKED",
    "qwertyuiop123": "PASS_COMMON",
    "zxcvfdsaqwer": "PASS_KEYBOARD",
    "aaaaaaaaaaaaa": "PASS_REPEAT",
    "password1": "PASS_COMMON",
    "p@ssw0rd": "PASS_DISGUISED",
    "床前明月光疑是地上霜": "PASS_BLOCKED",
    "woaini1314520": "PASS_BLOCKED",
    "示范医院示范医院": "PASS_BLOCKED",
    "abcdefghij": "PASS_SEQUENCE",
    "administrator": "PASS_WORD",
}


@pytest.mark.parametrize("typed", WEAK)
def test_what_is_easy_to_guess_is_not_enough_and_says_why(typed: str) -> None:
    judged = judge(typed, BLOCKED)
    assert not judged.is_enough
    assert judged.guesses < LEAST_GUESSES
    assert WEAK[typed] in judged.advice
    assert judged.advice[-1] == "PASS_ADD_WORDS"
    for code in judged.advice:
        for language in ("zh", "en"):
            assert say(code, language) != code


@pytest.mark.parametrize(
    "typed",
    [
        "slow green kettle hums",
        "三月的风吹过窗台边的花",
        "v8Kq-2mTz-pW4d",
        "desk words 12345",
        "kettle Ω7!q window " * 9,
    ],
)
def test_what_is_hard_to_guess_is_enough_and_needs_no_advice(typed: str) -> None:
    judged = judge(typed, BLOCKED)
    assert judged.is_enough
    assert judged.level >= ENOUGH
    assert judged.advice == ()


def test_words_of_the_trial_count_for_little_in_any_spelling() -> None:
    assert judge("anlotinib kettle").guesses > 50 * judge("anlotinib kettle", BLOCKED).guesses
    for typed in ("lixiao kettle", "xiaoli kettle", "LiXiao kettle", "l1x1ao kettle"):
        assert judge(typed).guesses > judge(typed, BLOCKED).guesses, typed


def test_a_name_is_spelled_in_pinyin_as_people_type_it() -> None:
    assert {"zhanghong", "hongzhang", "zhang hong", "zh"} <= spellings("张红")
    assert "lvmin" in spellings("吕敏")
    assert {"shanlei", "danlei"} <= spellings("单磊")
    assert "ouyangxiaofeng" in spellings("欧阳校风")
    assert spellings("Anna") == frozenset()
    assert len(spellings("重" * 40)) <= 4


@given(st.text(max_size=2 * LONGEST_JUDGED))
def test_anything_that_can_be_typed_is_judged(typed: str) -> None:
    judged = judge(typed, BLOCKED)
    assert judged.guesses >= 1
    assert 0 <= judged.level <= 4
    assert (bool(judged.advice) is bool(typed) and not judged.is_enough) or judged.is_enough or not typed
    if len(typed) < 8:
        assert not judged.is_enough


def test_judging_is_imported_when_it_is_asked_for_and_not_before() -> None:
    asks = (
        "import sys; import escc_desktop.trust.passphrases, escc_desktop.actions.unlock; print('zxcvbn' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
