"""Sets up, runs, checks and builds ESCC Desktop with nothing but Python 3.11; it must stay plain standard library.

python3 dev.py setup     install what is missing into .venv, and stop          (Windows: py -3.11 dev.py setup)
python3 dev.py run       open a demonstration site; a second run opens it again
python3 dev.py test      check, then every test; further arguments go to pytest
python3 dev.py check     formatting, lint, types, floors, and the study's forms
python3 dev.py bench     measure against floors; faults: kills, broken disks, power cuts (--row --seed --scale --resume)
python3 dev.py build     the wheel, and a folder that runs without Python
python3 dev.py lock      choose the versions of every part anew; commit what it writes
python3 dev.py translate take up new texts of the window, and compile the translations
python3 dev.py pictures  take the pictures of the window that README and handbook show
python3 dev.py freeze    keep a vault of this version for the tests of later ones
"""

from __future__ import annotations

import compileall
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
STAMP = VENV / "setup.stamp"
OLDEST, NEWEST = (3, 11), (3, 13)

# What a bare Debian 12 lacks. A name that is installed already is left out of what is asked for.
APT_WINDOW = [
    *["libglib2.0-0", "libgl1", "libegl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3", "libcups2"],
    *["libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0"],
    *["libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0"],
]
APT_WORK = ["xvfb", "xauth", "poppler-utils", "binutils"]


class Stop(Exception):
    """Ends the command with a sentence for the person: 1 it failed, 2 it could not be tried."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


# --- what is decided, without doing anything (tests/architecture/test_dev.py) ---


def how_to_call(platform: str) -> str:
    """Return how this file is called on ``platform`` (a value of ``sys.platform``)."""
    return "py -3.11 dev.py" if platform == "win32" else "python3 dev.py"


def problem_with_python(version: Sequence[int], platform: str) -> str | None:
    """Return the sentence for a Python that is too old or too new, or None."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    found = ".".join(str(part) for part in version[:2])
    advice = (
        "Install Python 3.11 from python.org (64-bit, with the py launcher) and type: py -3.11 dev.py setup"
        if platform == "win32"
        else "On Debian 12, python3 is 3.11; otherwise name it: python3.11 dev.py setup"
    )
    return f"ESCC Desktop needs Python 3.11 to 3.13, and this is {found}. {advice}"


def program(name: str, venv: Path, platform: str) -> Path:
    """Return where an environment keeps the program ``name``."""
    return venv / "Scripts" / f"{name}.exe" if platform == "win32" else venv / "bin" / name


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Return whether a window can be shown: always outside Linux, else when a display is named."""
    return platform != "linux" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def environment_for(platform: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return ``environ`` without what leads into other Pythons, and with Qt offscreen where there is no display."""
    kept = {name: value for name, value in environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")}
    if platform == "linux":
        kept["LC_ALL"] = "C.UTF-8"
    if not has_display(platform, environ):
        kept.setdefault("QT_QPA_PLATFORM", "offscreen")
    return kept


def installer_environment(environ: Mapping[str, str], pip_settings: Mapping[str, str]) -> dict[str, str]:
    """Return ``environ`` for uv, which knows nothing of pip's settings: an institution's own index is said once.

    ``pip_settings`` maps pip's option names to values; uv's own settings in ``environ`` go first.
    """
    kept = {**environ, "UV_PYTHON_DOWNLOADS": "never"}
    kept.setdefault("UV_SYSTEM_CERTS", "1")
    if "index-url" in pip_settings and not kept.keys() & {"UV_DEFAULT_INDEX", "UV_INDEX_URL"}:
        kept["UV_DEFAULT_INDEX"] = pip_settings["index-url"]
    if "cert" in pip_settings:
        kept.setdefault("SSL_CERT_FILE", pip_settings["cert"])
    if "proxy" in pip_settings:
        kept.setdefault("HTTPS_PROXY", pip_settings["proxy"])
    return kept


def read_pip_settings(listing: str) -> dict[str, str]:
    """Return the options in ``pip config list`` (``global.index-url='...'``); those of the environment win."""
    found: dict[str, str] = {}
    for line in sorted(listing.splitlines(), key=lambda line: line.startswith(":env:")):
        place, equals, value = line.partition("=")
        if equals:
            found[place.rpartition(".")[2]] = value.strip().strip("'\"")
    return found


def apt_packages(python: Sequence[int], is_systems_own: bool) -> list[str]:
    """Return the Debian packages wanted; Debian's own Python also needs what Debian splits off from it."""
    own = ["python3-venv", f"libpython{python[0]}.{python[1]}"] if is_systems_own else []
    return own + APT_WINDOW + APT_WORK


def apt_line(missing: Sequence[str]) -> str:
    """Return the one line that a person types where this file may not install packages itself."""
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(missing)


def demonstration_arguments(arguments: Sequence[str], is_shown: bool) -> list[str]:
    """Return what ``run`` adds to the person's own arguments: where, and no window where none can be shown."""
    added = [] if "--to" in arguments else ["--to", str(ROOT / "demonstration")]
    if not is_shown and "--headless" not in arguments:
        added.append("--headless")
    return ["demo", *added, *arguments]


# --- doing it ---


def say(text: str) -> None:
    """Print a line at once, so that it stands above the output of what follows."""
    print(text, file=sys.stderr, flush=True)


def in_venv(name: str, venv: Path = VENV) -> str:
    """Return the path of a program of an environment of ours."""
    return str(program(name, venv, sys.platform))


def start(
    command: Sequence[str], env: dict[str, str] | None = None, cwd: Path = ROOT, out: TextIO | None = None
) -> int:
    """Run ``command`` to its end and return its exit code; its standard output goes to ``out``, or where ours goes."""
    env = environment_for(sys.platform, os.environ) if env is None else env
    try:
        return subprocess.run(command, cwd=cwd, env=env, stdout=out, check=False).returncode
    except FileNotFoundError:
        raise Stop(f"{command[0]} is not there. Type: {how_to_call(sys.platform)} setup") from None


def must(command: Sequence[str], sentence: str, environ: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run ``command``; stop with ``sentence`` when it fails. What it prints stays off our standard output (--json)."""
    if start(command, environ, cwd, sys.stderr) != 0:
        raise Stop(sentence)


def installer() -> dict[str, str]:
    """Return the environment in which uv runs."""
    environ = environment_for(sys.platform, os.environ)
    listed = [in_venv("python"), "-m", "pip", "config", "list"]
    listing = subprocess.run(listed, capture_output=True, text=True, env=environ, check=False)
    return installer_environment(environ, read_pip_settings(listing.stdout))


def install_system_packages() -> None:
    """On Debian and its relatives: install what is missing as root, else say what to type."""
    if sys.platform != "linux" or not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    wanted = apt_packages(sys.version_info[:2], sys.base_prefix == "/usr")
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *wanted]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout.split("\n")
    present = {line.split()[0] for line in answer if line.endswith(" installed")}
    missing = [name for name in wanted if name not in present]
    if not missing:
        return
    if os.geteuid() != 0:
        say(f"System packages are missing; windows, tests or builds may fail until you type:\n  {apt_line(missing)}")
        return
    say(f"Installing system packages: {' '.join(missing)}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    start(["apt-get", "update", "-q"], environ, out=sys.stderr)  # a broken source need not matter: the next line tells
    must(install, "System packages could not be installed; the lines above say why. Mend that first.", environ)


def wanted_stamp() -> str:
    """Return a digest of everything that setup depends on."""
    files = (ROOT / "pyproject.toml", LOCKS / "bootstrap.txt", LOCKS / "dev.txt")
    parts = [str(ROOT).encode(), sys.version.encode(), *(path.read_bytes() for path in files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_environment(venv: Path) -> None:
    """Make ``venv`` with this Python, unless a sound one of the same version is there."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    probe = [in_venv("python", venv), "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2])"]
    try:
        found = subprocess.run(probe, capture_output=True, text=True, check=False).stdout
    except OSError:
        found = ""
    if found.strip() == version:
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop(f"This Python cannot make environments. Type:\n  {apt_line(['python3-venv'])}")
    say(f"Making {venv} with Python {version}")
    must([sys.executable, "-m", "venv", "--clear", str(venv)], f"{venv} could not be made; the lines above say why.")


def install_lock(venv: Path, lock: Path) -> None:
    """Make ``venv`` hold exactly what ``lock`` names, each part by its hash."""
    no_parts = (
        "The parts could not be installed; the lines above say why. Setup needs the Python package index once: "
        "check the network, the proxy and the certificates that pip uses here, then type the same again."
    )
    bootstrap = str(LOCKS / "bootstrap.txt")
    quietly = ["--disable-pip-version-check", "--no-deps", "--require-hashes", "-q"]
    must([in_venv("python"), "-m", "pip", "install", *quietly, "-r", bootstrap], no_parts)
    command = [in_venv("uv"), "pip", "sync", "--python", in_venv("python", venv), "--require-hashes"]
    must([*command, "--compile-bytecode", str(lock)], no_parts, installer())


def setup(arguments: Sequence[str]) -> int:
    """Install what is missing; a second call returns at once. The programs then stand in .venv."""
    if STAMP.exists() and STAMP.read_text() == wanted_stamp():
        compileall.compile_dir(ROOT / "escc_desktop", quiet=2)
        return 0
    install_system_packages()
    make_environment(VENV)
    STAMP.unlink(missing_ok=True)
    say("Installing the locked parts")
    install_lock(VENV, LOCKS / "dev.txt")
    editable = [in_venv("uv"), "pip", "install", "--python", in_venv("python"), "--no-deps", "--no-build-isolation"]
    must([*editable, "-q", "-e", str(ROOT)], "ESCC Desktop itself could not be installed.", installer())
    compileall.compile_dir(ROOT / "escc_desktop", quiet=2)
    STAMP.write_text(wanted_stamp())
    say("Everything is installed.")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Open the demonstration site, or walk it without a window where none can be shown."""
    setup([])
    is_shown = has_display(sys.platform, os.environ)
    return start([in_venv("escc-desktop"), *demonstration_arguments(arguments, is_shown)])


def check(arguments: Sequence[str]) -> int:
    """Run every check that needs no run of the program; say which failed."""
    setup([])
    python = in_venv("python")
    editions = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "forms").iterdir()) if path.is_dir()]
    steps = [
        ("formatting", [python, "-m", "ruff", "format", "--check", "--quiet", "."]),
        ("lint", [python, "-m", "ruff", "check", "--quiet", "."]),
        ("types", [python, "-m", "mypy"]),
        ("floors", [in_venv("lint-imports"), "--no-logo"]),
    ]
    steps += [(f"forms of {edition}", [in_venv("escc-desktop"), "forms", "check", edition]) for edition in editions]
    failed = []
    for name, command in steps:
        say(f"-- {name}")
        if start(command) != 0:
            failed.append(name)
    if failed:
        say(f"Not in order: {', '.join(failed)}. (ruff format . and ruff check --fix . mend what they can.)")
    return 1 if failed else 0


def spread(arguments: Sequence[str], is_shown: bool) -> list[str]:
    """Return what lets pytest use every core; windows that are really shown would take the keyboard away."""
    return [] if is_shown or "-n" in arguments else ["-n", "auto", "--dist", "worksteal"]


def test(arguments: Sequence[str]) -> int:
    """Run the checks and then pytest on every core; 1 when either is not in order."""
    checked = check([])
    say("-- tests")
    cores = spread(arguments, has_display(sys.platform, os.environ))
    tested = start([in_venv("python"), "-m", "pytest", *cores, *arguments])
    if checked != 0 and tested == 0:
        say("The tests passed, the checks did not: see above.")
    return checked or tested


MEASURES = {  # tasks of a program under tests/<folder>
    "bench": ("benchmarks", "benchmarks"),
    "faults": ("faults", "trials of faults"),
    "freeze": ("vaults", "vaults to freeze"),
    "pictures": ("pictures", "pictures to take"),
}


def measure(folder: str, what: str, arguments: Sequence[str]) -> int:
    """Run ``tests/<folder>/run.py`` in the environment."""
    if not (ROOT / "tests" / folder / "run.py").exists():
        raise Stop(f"There are no {what} in this version: tests/{folder}/run.py comes with a later one.", code=2)
    setup([])
    return start([in_venv("python"), str(Path("tests") / folder / "run.py"), *arguments])


def build(arguments: Sequence[str]) -> int:
    """Make the wheel, then the bundle from a clean environment, then let the bundle walk the demonstration."""
    setup([])
    dist, work, clean = ROOT / "dist", ROOT / "build", ROOT / "build" / "environment"
    shutil.rmtree(dist, ignore_errors=True)
    say("-- wheel")
    python = in_venv("python")
    must([python, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)], "The wheel could not be built.")
    (wheel,) = dist.glob("*.whl")
    say("-- clean environment")
    make_environment(clean)
    install_lock(clean, LOCKS / "bundle.txt")
    add = [in_venv("uv"), "pip", "install", "-q", "--python", in_venv("python", clean), "--no-deps", "--reinstall"]
    must([*add, str(wheel)], "The wheel could not be installed.", installer())
    say("-- bundle")
    freeze = [in_venv("python", clean), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    freeze += ["--distpath", str(dist), "--workpath", str(work / "bundle"), str(ROOT / "build.spec")]
    must(freeze, "The bundle could not be built; the lines above say why.", cwd=work)
    say("-- the bundle walks the demonstration")
    suffix = ".exe" if sys.platform == "win32" else ""
    bundled = dist / "escc-desktop" / f"escc-desktop{suffix}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        demonstration = [str(bundled), "demo", "--to", str(Path(folder) / "demonstration"), "--headless"]
        must(demonstration, "The bundle was built but its demonstration failed.", cwd=Path(folder))
    size = sum(path.lstat().st_size for path in bundled.parent.rglob("*"))
    say(f"Built {wheel.relative_to(ROOT)} and {bundled.parent.relative_to(ROOT)} ({size / 1e6:.0f} MB).")
    return 0


def lock(arguments: Sequence[str]) -> int:
    """Choose versions anew: names, versions and hashes, and no address of an index. ``--upgrade`` takes newer ones."""
    setup([])
    compiled = [in_venv("uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate"]
    compiled += ["--python-version", "3.11", "--custom-compile-command", "python3 dev.py lock", *arguments]
    project, dev = str(ROOT / "pyproject.toml"), "requirements/dev.txt"
    for name, chosen in (
        ("bootstrap.txt", ["requirements/bootstrap.in"]),
        ("dev.txt", [project, "--extra", "desk", "--group", "dev", "-c", "requirements/bootstrap.txt"]),
        ("runtime.txt", [project, "-c", dev]),
        ("desk.txt", [project, "--extra", "desk", "-c", dev]),
        ("bundle.txt", [project, "--extra", "desk", "--group", "bundle", "-c", dev]),
    ):
        must([*compiled, *chosen, "-o", f"requirements/{name}"], "No set of versions fits; see above.", installer())
    return 0


def translate(arguments: Sequence[str]) -> int:
    """Take up the window's texts into the .ts files, and compile those into .qm files."""
    setup([])
    (ROOT / "resources" / "translations").mkdir(exist_ok=True)
    texts = str(Path("resources") / "translations" / "escc_zh.ts")
    sources = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "escc_desktop" / "gui").rglob("*.py"))]
    taking = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", "zh_CN"]
    must([in_venv("pyside6-lupdate"), *taking, *sources, "-ts", texts], "The texts could not be taken up.")
    must([in_venv("pyside6-lrelease"), "-silent", texts], "The translations could not be compiled.")
    return 0


COMMANDS = {task.__name__: task for task in (setup, run, test, check, build, lock, translate)} | {
    name: partial(measure, *made) for name, made in MEASURES.items()
}


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code: 0 done, 1 refused or failed, 2 could not be tried."""
    problem = problem_with_python(sys.version_info[:2], sys.platform)
    if problem is not None:
        say(problem)
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        wants_help = arguments[:1] in (["-h"], ["--help"], ["help"])
        print(__doc__, file=sys.stdout if wants_help else sys.stderr)
        return 0 if wants_help else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as stop:
        say(str(stop))
        return stop.code
    except OSError as problem_of_disk:
        say(f"{problem_of_disk.filename or 'A file'} could not be used: {problem_of_disk.strerror}. Mend that first.")
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
