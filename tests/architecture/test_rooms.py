"""The rooms keep their order, are entered by their doors, and pure ones stay pure."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from importlinter.application.use_cases import lint_imports

SOURCE = Path(__file__).parents[2] / "src" / "leitai"
ROOMS = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()} - {"postgres"}
PURE_ROOMS = {"quantities", "formulas"}
DOORS = {"services", "queries", "domain", "access"}
IMPURE = {"django", "random", "secrets", "socket", "subprocess", "psycopg", "requests", "urllib"}
CLOCK = {("time", "time"), ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("datetime", "utcnow")}
SHELLS = {"cli.py", "bench.py"}


def modules(*parts: str) -> list[Path]:
    return sorted(path for path in SOURCE.glob("/".join(parts)) if "tests" not in path.parts)


def pure_files() -> list[Path]:
    inside = [path for room in sorted(PURE_ROOMS) for path in modules(room, "**", "*.py") if path.name not in SHELLS]
    return inside + modules("*", "domain", "**", "*.py")


def test_the_contracts_of_the_rooms_hold():
    assert lint_imports() == 0


def test_a_room_is_entered_by_its_doors_only():
    graph = grimp.build_graph("leitai", exclude_type_checking_imports=True)
    wrong = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            here, there = importer.split(".")[1:2], imported.split(".")
            room = there[1] if len(there) > 1 else ""
            outside = here != [room] and room in ROOMS - PURE_ROOMS - {"web"}
            if outside and ".tests" not in importer and len(there) > 2 and there[2] not in DOORS:
                wrong.append(f"{importer} → {imported}")
    allowed = {"leitai.web.urls → leitai.league.urls"}
    assert [row for row in wrong if row not in allowed] == []


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", pure_files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_pure_module_takes_time_and_chance_as_arguments(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert {name.split(".")[0] for name in imports(tree)} & IMPURE == set()
    calls = {
        (node.func.value.id, node.func.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }
    assert calls & CLOCK == set()
    assert not {name for name, _ in calls} & {"open"}


def test_foreign_keys_point_down_the_list_of_rooms():
    order = [
        "divisions", "accounts", "ledger", "intake", "league", "projects", "campaigns", "cases", "programmes",
        "burden", "pledges", "meetings", "web",
    ]  # fmt: skip
    for model in apps.get_models():
        if not model.__module__.startswith("leitai."):
            continue
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model.__module__.startswith("leitai."):
                target = field.related_model._meta.app_label
                assert order.index(target) <= order.index(model._meta.app_label), f"{model}.{field.name}"


def test_no_file_holds_two_subjects():
    files = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: count for name, count in lengths.items() if count > 500} == {}


def test_every_room_says_what_it_is():
    furnished = {path.parent for path in SOURCE.glob("*/*.py") if path.name != "__init__.py"}
    assert [room.name for room in sorted(furnished) if not (room / "README.md").is_file()] == []
