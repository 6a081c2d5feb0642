"""Proves what dev.py decides for each system, Windows included, without doing any of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dev


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_are_taken(version: tuple[int, int]) -> None:
    assert dev.problem_with_python(version, "linux") is None


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 14)])
def test_other_pythons_are_told_what_to_do(version: tuple[int, int]) -> None:
    on_windows = dev.problem_with_python(version, "win32")
    on_linux = dev.problem_with_python(version, "linux")
    assert on_windows is not None
    assert "python.org" in on_windows
    assert on_windows.endswith("py -3.11 dev.py setup")
    assert on_linux is not None
    assert "python3.11 dev.py setup" in on_linux


def test_windows_calls_and_keeps_programs_its_own_way() -> None:
    venv = Path("C") / ".venv"
    assert dev.how_to_call("win32") == "py -3.11 dev.py"
    assert dev.how_to_call("linux") == "python3 dev.py"
    assert dev.program("escc-desktop", venv, "win32") == venv / "Scripts" / "escc-desktop.exe"
    assert dev.program("escc-desktop", venv, "linux") == venv / "bin" / "escc-desktop"


@pytest.mark.parametrize(
    ("platform", "environ", "is_shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_window_is_opened_where_one_can_be_seen(platform: str, environ: dict[str, str], is_shown: bool) -> None:
    assert dev.has_display(platform, environ) is is_shown
    assert dev.environment_for(platform, environ).get("QT_QPA_PLATFORM") == (None if is_shown else "offscreen")
    assert ("--headless" in dev.demonstration_arguments([], is_shown)) is not is_shown


def test_other_pythons_do_not_leak_in() -> None:
    given = {"VIRTUAL_ENV": "a", "PYTHONPATH": "b", "PYTHONHOME": "c", "PATH": "d", "LC_ALL": "C"}
    assert dev.environment_for("win32", given) == {"PATH": "d", "LC_ALL": "C"}
    assert dev.environment_for("linux", {**given, "DISPLAY": ":0"}) == {
        "PATH": "d",
        "LC_ALL": "C.UTF-8",
        "DISPLAY": ":0",
    }


def test_run_adds_only_what_the_person_did_not_say() -> None:
    assert dev.demonstration_arguments([], is_shown=True) == ["demo", "--to", str(dev.ROOT / "demonstration")]
    assert dev.demonstration_arguments(["--to", "x", "--headless"], is_shown=False) == [
        "demo",
        "--to",
        "x",
        "--headless",
    ]


def test_an_institutions_index_reaches_the_installer() -> None:
    listing = "\n".join(
        [
            ":env:.index-url='from-the-environment'",
            "global.index-url='from-the-file'",
            "global.cert='ca.pem'",
            "user.proxy='proxy'",
            "global.disable-pip-version-check='true'",
        ]
    )
    settings = dev.read_pip_settings(listing)
    assert settings["index-url"] == "from-the-environment"
    told = dev.installer_environment({}, settings)
    assert told["UV_DEFAULT_INDEX"] == "from-the-environment"
    assert told["SSL_CERT_FILE"] == "ca.pem"
    assert told["HTTPS_PROXY"] == "proxy"
    assert told["UV_SYSTEM_CERTS"] == "1"
    assert told["UV_PYTHON_DOWNLOADS"] == "never"


def test_the_installers_own_settings_go_first() -> None:
    own = {"UV_INDEX_URL": "own", "SSL_CERT_FILE": "own.pem"}
    told = dev.installer_environment(own, {"index-url": "pip", "cert": "pip.pem"})
    assert "UV_DEFAULT_INDEX" not in told
    assert told["SSL_CERT_FILE"] == "own.pem"


def test_debians_own_python_needs_what_debian_splits_off() -> None:
    own = dev.apt_packages((3, 11), is_systems_own=True)
    other = dev.apt_packages((3, 12), is_systems_own=False)
    assert own[:2] == ["python3-venv", "libpython3.11"]
    assert other == own[2:]
    assert {"libegl1", "xvfb", "poppler-utils", "binutils", "libcups2"} <= set(other)
    assert dev.apt_line(["a", "b"]).endswith("install -y --no-install-recommends a b")
    assert "\n" not in dev.apt_line(other)


def test_help_and_unknown_commands_answer_by_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    assert "python3 dev.py setup" in capsys.readouterr().out
    assert dev.main([]) == 2
    assert dev.main(["nonsense"]) == 2
    assert "py -3.11 dev.py" in capsys.readouterr().err


def test_every_command_is_told_in_the_first_lines() -> None:
    assert dev.__doc__ is not None
    for name in dev.COMMANDS:
        assert name in dev.__doc__


def test_what_is_missing_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "dev.py").write_text(Path(dev.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    for arguments, code in ((["faults"], 2), (["bench"], 2)):
        command = [sys.executable, str(tmp_path / "dev.py"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert "comes with a later one" in done.stderr


def test_tests_use_every_core_unless_windows_are_shown_or_the_person_says_otherwise() -> None:
    assert dev.spread([], is_shown=True) == []
    assert dev.spread(["-n", "0"], is_shown=False) == []
    assert dev.spread(["tests/journeys"], is_shown=False)[:1] == ["-n"]
