"""Two versions of a document: keys that came, went or changed, by name and not by place."""

import json

import pytest

from commandcenter import paths
from commandcenter.core.document_diff import differ

REFERENCE = paths.RESOURCES / "reference"
DOCUMENTS = sorted(REFERENCE.glob("*/*.json"))


def body(name: str) -> dict:
    return json.loads((REFERENCE / name).read_text("utf-8"))["body"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_document_does_not_differ_from_itself(path):
    its = json.loads(path.read_text("utf-8"))["body"]
    assert differ(its, json.loads(json.dumps(its))) == []


def test_a_catalogue_is_compared_by_its_keys():
    before, after = body("city/catalogue.json"), body("city/catalogue.json")
    after["classes"].reverse()
    assert differ(before, after) == []
    gone = after["classes"].pop(5)
    entry = next(one for one in after["classes"] if one["key"] == "component:0101")
    entry["conditions"][0]["limit"] = {"n": 3, "unit": "work_day"}
    entry["conditions"].append({"id": "component:0101:9", "text": "x", "limit": {}, "close": "y"})
    found = {(one.what, one.key) for one in differ(before, after)}
    assert found == {
        ("removed", f"classes/{gone['key']}"), ("added", "classes/component:0101/conditions/component:0101:9"),
        ("changed", "classes/component:0101/conditions/component:0101:1/limit")}


@pytest.mark.parametrize(("before", "after", "found"), [
    ({"a": 1}, {"a": 2}, [("changed", "a", 1, 2)]),
    ({"a": 1}, {"b": 1}, [("removed", "a", 1, None), ("added", "b", None, 1)]),
    ({"a": [1, 2]}, {"a": [2, 1]}, [("changed", "a", [1, 2], [2, 1])]),
    ({"a": []}, {"a": [{"id": "x"}]}, [("added", "a/x", None, {"id": "x"})]),
    ({"a": [{"id": "x"}]}, {"a": []}, [("removed", "a/x", {"id": "x"}, None)]),
    ({"a": {"b": {"n": 1, "unit": "h"}}}, {"a": {"b": {"n": 1, "unit": "d"}}},
     [("changed", "a/b", {"n": 1, "unit": "h"}, {"n": 1, "unit": "d"})]),
    ({"d": [{"match": "event", "unit": "a", "communities": ["1"]}]},
     {"d": [{"match": "event", "unit": "b", "communities": ["1"]}]}, [("changed", "d/event@1/unit", "a", "b")]),
    ([1], {"a": 1}, [("changed", "", [1], {"a": 1})]),
])  # fmt: skip
def test_what_differs_is_named_once(before, after, found):
    assert [(one.what, one.key, one.before, one.after) for one in differ(before, after)] == found
