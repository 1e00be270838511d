"""One thing that was checked, and whether it holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """`name` is what was checked, `what` says how: a hash, a number of bytes, or where it differs."""

    name: str
    holds: bool
    what: str

    @classmethod
    def equal(cls, name: str, stated: object, found: object) -> "Check":
        """Whether what is stated is what was found."""
        same = stated == found
        return cls(name, same, str(found) if same else f"stated {stated}, found {found}")
