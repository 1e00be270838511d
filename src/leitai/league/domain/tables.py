"""Reading a TOML table into typed values, collecting every fault instead of stopping at the first."""

import tomllib
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar, cast

from leitai.league.domain.faults import Fault

E = TypeVar("E", bound=StrEnum)
M = TypeVar("M")


def load_toml(text: str, faults: list[Fault]) -> dict[str, object]:
    """The document as tables; a syntax error becomes a fault."""
    try:
        return cast(dict[str, object], tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault("document", f"is not TOML: {error}", "mend the syntax at that place"))
        return {}


@dataclass(slots=True)
class Table:
    """One table of the document; every key must be asked for, what is left over is a fault."""

    path: str
    data: dict[str, object]
    faults: list[Fault]

    def fault(self, key: str, what: str, mend: str) -> None:
        """Note a fault at a key of this table."""
        self.faults.append(Fault(self._below(key), what, mend))

    def text(self, key: str, default: str | None = None) -> str:
        """A string; without a default it must be there."""
        value = self._take(key, default)
        if isinstance(value, str):
            return value
        self.fault(key, f"is {value!r}, not a text", "write it in quotes")
        return default or ""

    def number(self, key: str, default: float | None = None) -> float:
        """A finite number."""
        value = self._take(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf"):
            return float(value)
        self.fault(key, f"is {value!r}, not a finite number", "write a plain number")
        return 1.0 if default is None else default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty by default."""
        value = self.data.pop(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(key, f"is {value!r}, not a list of texts", 'write it as ["a", "b"]')
        return ()

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers, empty by default."""
        value = self.data.pop(key, [])
        if isinstance(value, list) and all(isinstance(item, int | float) for item in value):
            return tuple(float(item) for item in value)
        self.fault(key, f"is {value!r}, not a list of numbers", "write it as [1, 2]")
        return ()

    def matrix(self, key: str) -> list[list[float]]:
        """A list of rows of numbers, empty by default."""
        value = self.data.pop(key, [])
        rows: list[Any] = value if isinstance(value, list) else [value]
        if all(isinstance(row, list) and all(isinstance(item, int | float) for item in row) for row in rows):
            return [[float(item) for item in row] for row in rows]
        self.fault(key, f"is {value!r}, not rows of numbers", "write it as [[1, 3], [0.333333, 1]]")
        return []

    def flag(self, key: str) -> bool:
        """True or false, false by default."""
        value = self.data.pop(key, False)
        if not isinstance(value, bool):
            self.fault(key, f"is {value!r}", "write true or false")
        return value is True

    def choice(self, key: str, kind: type[E], default: E) -> E:
        """One of an enum's values."""
        value = self.data.pop(key, default.value)
        if value in [member.value for member in kind]:
            return kind(value)
        self.fault(key, f"is {value!r}", f"choose one of {', '.join(kind)}")
        return default

    def table(self, key: str) -> "Table":
        """A table inside, empty where it is not given."""
        return self._as_table(key, self.data.pop(key, {}), self._below(key))

    def tables(self, key: str) -> list["Table"]:
        """A list of tables inside."""
        found = self.data.pop(key, [])
        if not isinstance(found, list):
            self.fault(key, "is not a list of tables", f"write [[{key}]] before each")
            return []
        return [self._as_table(key, item, f"{self._below(key)}[{place}]") for place, item in enumerate(found, 1)]

    def method(self, key: str, known: dict[str, type[M]]) -> M | None:
        """A method given as its name or as a table `{ method = "…", … }`; None where it is not given."""
        if key not in self.data:
            return None
        value = self.data.pop(key)
        inner = Table(self._below(key), {}, self.faults)
        inner.data = {"method": value} if isinstance(value, str) else self._as_table(key, value, inner.path).data
        return read_method(inner, known)

    def done(self) -> None:
        """Every key that nobody asked for is a fault."""
        for key in self.data:
            self.fault(key, "is not a key of this table", "remove it or correct its spelling")

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _take(self, key: str, default: object) -> object:
        if key in self.data:
            return self.data.pop(key)
        if default is None:
            self.fault(key, "is missing", "add it")
            return ""
        return default

    def _as_table(self, key: str, value: object, path: str) -> "Table":
        if isinstance(value, dict):
            return Table(path, dict(value), self.faults)
        self.fault(key, f"is {value!r}, not a table", "write it as a table")
        return Table(path, {}, self.faults)


def read_method(table: Table, known: dict[str, type[M]]) -> M | None:
    """The frozen value of `{ method = "…", … }`, its fields checked against the dataclass that `known` names."""
    name = table.text("method")
    kind = known.get(name)
    if kind is None:
        table.fault("method", f"is {name!r}", f"choose one of {', '.join(known)}")
        return None
    before = len(table.faults)
    values = {item.name: _field(table, item) for item in fields(cast(Any, kind)) if _wanted(table, item)}
    table.done()
    if len(table.faults) > before:
        return None
    try:
        return cast(Callable[..., M], kind)(**values)
    except ValueError as error:
        table.fault("method", str(error), "correct the parameters")
        return None


def _wanted(table: Table, item: Field[object]) -> bool:
    return item.name in table.data or (item.default is MISSING and item.default_factory is MISSING)


def _field(table: Table, item: Field[object]) -> object:
    kind = str(item.type)
    if "tuple[str" in kind:
        return table.texts(item.name)
    if "tuple[float" in kind:
        return table.numbers(item.name)
    if kind.startswith(("str", "<class 'str'")):
        return table.text(item.name)
    if isinstance(item.type, type) and issubclass(item.type, StrEnum):
        return table.choice(item.name, item.type, cast(StrEnum, item.default))
    if "bool" in kind:
        return table.flag(item.name)
    number = table.number(item.name)
    return int(number) if kind.startswith(("int", "<class 'int'")) else number
