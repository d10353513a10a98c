"""Every key that the program can refuse with, read out of its source; for the test that each has its words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import commandcenter

ROOT = Path(commandcenter.__file__).parent
NAMED = frozenset({"Refused", "StoreError"})


def refusal_keys(root: Path = ROOT) -> set[str]:
    """Keys of all `Refused(…)` and `StoreError(…)` under commandcenter/.

    Raises:
        AssertionError: a key that is neither a literal, a choice of literals, nor the variable of a loop over them.
    """
    found: set[str] = set()
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"), str(path))
        for call in _calls(tree, NAMED):
            keys = _words(call.args[0], tree) if call.args else set()
            assert keys, f"{path.relative_to(root)}:{call.lineno}: the key cannot be read from the source"
            found |= keys
    return found


def outcome_reasons(core: Path = ROOT / "core") -> set[str]:
    """Reasons for which the fold leaves a fact without effect; words are needed for these too."""
    found: set[str] = set()
    for path in (core / "fold.py", core / "steps.py", core / "whistle.py"):
        tree = ast.parse(path.read_text("utf-8"), str(path))
        given = [k.value for call in _calls(tree, frozenset({"Outcome"})) for k in call.keywords if k.arg == "reason"]
        given += [call.args[2] for call in _calls(tree, frozenset({"Heard"})) if len(call.args) > 2]
        found |= {word for value in given for word in _words(value, tree)}
    return found


def _calls(tree: ast.AST, names: frozenset[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            its = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if its in names:
                yield node


def _words(value: ast.expr, tree: ast.AST) -> set[str]:
    match value:
        case ast.Constant(value=str(word)):
            return {word}
        case ast.IfExp(body=one, orelse=other):
            return _words(one, tree) | _words(other, tree)
        case ast.Name(id=name):
            return _assigned(name, tree) | _looped(name, tree)
        case _:
            return set()


def _assigned(name: str, tree: ast.AST) -> set[str]:
    return {
        word for node in ast.walk(tree) if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
        and not isinstance(node.value, ast.Name) for word in _words(node.value, tree)
    }


def _looped(name: str, tree: ast.AST) -> set[str]:
    """Values that the variable of `for …, name in ((…, "key"), …)` takes."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Tuple):
            places = [n for n, t in enumerate(node.target.elts) if isinstance(t, ast.Name) and t.id == name]
            for place in places:
                for row in node.iter.elts:
                    assert isinstance(row, ast.Tuple)
                    found |= _words(row.elts[place], tree)
    return found
