"""What is wrong with a document, where, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`where` is a table path such as `indicator[3].weight`."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.mend}"


class FaultsError(ValueError):
    """A document or a panel with faults; `faults` lists every one of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class SchemeError(FaultsError):
    """A scheme that cannot be read."""


class PanelError(FaultsError):
    """Data that a scheme cannot be computed on."""
