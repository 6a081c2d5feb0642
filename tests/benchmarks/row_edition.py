"""Measures loading and proofreading the shipped edition over bare tomllib on the same files, by processor time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from time import process_time

from escc_desktop.places import shipped
from escc_desktop.study import loading
from escc_desktop.study.rule_text import parse
from tests.benchmarks.making import Walked
from tests.benchmarks.measuring import Row

EDITION = "forms/nct07142421-0.2"


def row(_: Walked) -> Row:
    """Return the row. Files are in memory on both sides; no rule is known from an earlier run."""
    files = loading.read_folder(shipped(EDITION))
    texts = [data.decode("utf-8") for name, data in files.items() if name.endswith(".toml")]

    def ours() -> float:
        parse.cache_clear()
        return _spent(lambda: loading.load(files))

    def floor() -> float:
        return _spent(lambda: [tomllib.loads(text, parse_float=Decimal) for text in texts])

    says = f"{len(files)} files read, linked, proofread and digested / its {len(texts)} TOML files through bare tomllib"
    return Row("edition loaded and proofread", 3, ours, floor, 21, says)


def _spent(work: Callable[[], object]) -> float:
    """Return how many seconds of this process ``work`` took."""
    began = process_time()
    work()
    return process_time() - began
