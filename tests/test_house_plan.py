"""The plan of the house, kept by tests: who may import whom, that every contract bites, what a file may hold.

The contracts themselves stand in pyproject.toml ([tool.importlinter]). That the lock and the scripts name no
place is checked here too; no behaviour of any room is.
"""

import ast
import importlib.metadata
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "commandcenter"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = {contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}
ROOMS = {module.name for module in pkgutil.iter_modules([str(PACKAGE)])}

# Contract → files to add (path in the package, source): the least that must not pass.
BITES: list[tuple[str, dict[str, str]]] = [
    ("layers", {"core/intruder.py": "import commandcenter.desk"}),
    ("layers", {"store/intruder.py": "import commandcenter.atlas"}),
    ("layers", {"drawer/__init__.py": '"""A room nobody placed."""'}),
    ("qt", {"desk/intruder.py": "def late():\n    from PySide6.QtCore import QObject\n    return QObject"}),
    ("qt", {"sync/intruder.py": "import qasync"}),
    ("qt-app", {"app/intruder.py": "import PySide6.QtWidgets"}),
    ("sql", {"desk/intruder.py": "import sqlite3"}),
    ("sql", {"door/intruder.py": "import typing\nif typing.TYPE_CHECKING:\n    import sqlalchemy"}),
    ("core", {"core/intruder.py": "from pathlib import Path as Path"}),
    ("platform", {"cityplatform/intruder.py": "import commandcenter.door"}),
    ("platform", {"cityplatform/intruder.py": "import commandcenter.sync.other", "sync/other.py": ""}),
    ("wire", {"sync/wire.py": "import commandcenter.sync.intruder",
              "sync/intruder.py": "import commandcenter.store"}),
    ("sync", {"sync/intruder.py": "import commandcenter.atlas"}),
    ("reports", {"reports/intruder.py": "import commandcenter.door"}),
    ("desk", {"desk/intruder.py": "import commandcenter.store.other", "store/other.py": ""}),
    ("ui", {"ui/intruder.py": "import commandcenter.door"}),
    ("circles", {"core/intruder.py": "import commandcenter.core.other",
                 "core/other.py": "import commandcenter.core.intruder"}),
]


def lint_imports(where: Path, *contract_ids: str) -> subprocess.CompletedProcess[str]:
    """The contracts (all of them where none is named) over the package in `where`, in their own process."""
    code = ("import sys\nfrom importlinter.cli import lint_imports\n"
            "sys.exit(lint_imports(no_cache=True, no_logo=True, limit_to_contracts=tuple(sys.argv[1:])))")
    return subprocess.run([sys.executable, "-c", code, *contract_ids], cwd=where, check=False, text=True,
                          encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_imports_follow_the_plan():
    ran = lint_imports(ROOT)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(("contract", "added"), BITES, ids=[f"{c}-{next(iter(a))}" for c, a in BITES])
def test_contract_bites(contract, added, tmp_path):
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, source in added.items():
        file = tmp_path / PACKAGE.name / path
        file.parent.mkdir(exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(f"\n{source}\n")
    ran = lint_imports(tmp_path, contract)
    assert ran.returncode == 1, ran.stdout
    said = " ".join(ran.stdout.split())
    assert f"{CONTRACTS[contract]['name']} BROKEN" in said
    assert re.search("intruder|drawer|other", said)


def test_every_contract_has_been_seen_to_bite():
    assert {contract for contract, _ in BITES} == CONTRACTS.keys()


@pytest.mark.parametrize(("contract", "free"),
                         [("qt", {"app", "ui"}), ("sql", {"store", "atlas", "cityplatform"})])
def test_a_contract_binds_every_room_but_those_it_names(contract, free):
    bound = {name.removeprefix("commandcenter.") for name in CONTRACTS[contract]["source_modules"]}
    assert bound == ROOMS - free


def test_rooms_open_without_qt():
    code = ("import pkgutil, sys\nfrom importlib import import_module as opened\n"
            "for room in sys.argv[1:]:\n"
            "    inside = getattr(opened('commandcenter.' + room), '__path__', ())\n"
            "    for module in pkgutil.walk_packages(inside, f'commandcenter.{room}.'): opened(module.name)\n"
            "    if 'PySide6' in sys.modules: sys.exit(room + ' opens Qt')\n")
    ran = subprocess.run([sys.executable, "-c", code, *sorted(ROOMS - {"app", "ui"})], cwd=ROOT, check=False,
                         text=True, encoding="utf-8", capture_output=True)
    assert ran.returncode == 0, ran.stderr


def parsed(pattern: str) -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob(pattern)}


def test_every_module_says_what_lives_in_it():
    assert {path for path, tree in parsed("*.py").items() if not ast.get_docstring(tree)} == set()


def test_files_are_named_after_features_not_drawers():
    drawer = re.compile(r"(.*_)?(utils?|helpers?|misc|common)")
    assert {path for path in PACKAGE.rglob("*.py") if drawer.fullmatch(path.stem)} == set()


def test_an_init_holds_one_docstring_only():
    assert {path for path, tree in parsed("__init__.py").items() if len(tree.body) != 1} == set()


def test_only_paths_knows_where_the_code_lies():
    users = {path for path, tree in parsed("*.py").items() for node in ast.walk(tree)
             if isinstance(node, ast.Name) and node.id == "__file__"}
    assert users <= {PACKAGE / "paths.py"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-drill.txt"])
def test_the_lock_pins_every_package_with_hashes_and_names_no_place(name):
    text = (ROOT / name).read_text("utf-8")
    pin = re.compile(r"[a-z0-9.-]+==[\w.+!]+( ; [^/@]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not pin.fullmatch(line)] == []
    assert len(lines) > 10
    assert "://" not in text


def test_what_is_imported_is_pinned():
    wanted = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    pinned = {line.partition("==")[0].lower() for line in wanted}
    imported = {name.partition(".")[0]
                for path in [ROOT / "main.py", *PACKAGE.rglob("*.py"), *(ROOT / "db").rglob("*.py")]
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else
                             [alias.name for alias in node.names] if isinstance(node, ast.Import) else [])}
    known = sys.stdlib_module_names | {"commandcenter", "db", "tests"}
    sources = importlib.metadata.packages_distributions()
    loose = {name for name in imported - known
             if not pinned & {source.lower().replace("_", "-") for source in sources.get(name, ())}}
    assert loose == set()


def test_what_sets_the_house_up_names_no_registry_and_no_machine():
    names = ["Makefile", "pyproject.toml", "requirements.in", "requirements-dev.in", "requirements-drill.in",
             ".gitignore", ".ci/run"]
    place = re.compile(r"(?:index|find)-(?:url|links)[ =][^-\s]\S*|\w+://\S+|/(?:root|home|work)/\S*")
    files = [*(ROOT / name for name in names), *(ROOT / "scripts").iterdir()]
    assert {(file.name, found) for file in files for found in place.findall(file.read_text("utf-8"))} == set()


def test_the_program_says_the_version_that_it_is_published_under():
    from commandcenter.settings import VERSION

    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")
