"""What an edition comes to: from the text of a scheme and a panel to bytes and their hashes. No Django here.

Freezing, verifying against the ledger and verifying a bundle offline all go through `outcome`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from leitai.league.domain import Panel, Result, Scheme, compute, parse_scheme
from leitai.league.domain.results import FORMAT
from leitai.league.spreading import Spreading, spread

EDITION_FORMAT = "leitai-edition-1"


@dataclass(frozen=True, slots=True)
class About:
    """What an edition says of itself beside its figures; `corrects` is the manifest hash of the one it corrects."""

    code: str
    period: str
    group: str
    as_of: str
    corrects: str = ""


@dataclass(frozen=True)
class Outcome:
    """A computed edition."""

    scheme_text: str
    scheme: Scheme
    panel: Panel
    result: Result

    @cached_property
    def result_bytes(self) -> bytes:
        """The canonical bytes of the result."""
        return self.result.to_bytes()

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of the scheme's text, of the panel and of the result."""
        return {
            "scheme_sha256": sha256(self.scheme_text.encode()).hexdigest(),
            "panel_sha256": self.panel.digest(),
            "result_sha256": sha256(self.result_bytes).hexdigest(),
        }

    def manifest(self, about: About) -> dict[str, str]:
        """All that an edition rests on, in a form that is hashed by `manifest_digest`."""
        return {
            "format": EDITION_FORMAT,
            "edition": about.code,
            "period": about.period,
            "group": about.group,
            "as_of": about.as_of,
            "corrects": about.corrects,
            "scheme": f"{self.scheme.code} {self.scheme.version}",
            "engine": engine(),
            **self.hashes,
            "seed": str(self.seed),
            "draws": str(self.spread.draws),
            "spread_sha256": sha256(self.spread_bytes).hexdigest(),
        }

    @cached_property
    def seed(self) -> int:
        """The seed of the intervals: from the hashes of scheme, panel and result, so that nobody chooses it."""
        return int(manifest_digest(self.hashes)[:12], 16)

    @cached_property
    def spread(self) -> Spreading:
        """The intervals of the ranks, and who stands above whom how often."""
        return spread(self.scheme, self.panel, self.seed)

    @cached_property
    def spread_bytes(self) -> bytes:
        """The canonical bytes of the intervals."""
        return self.spread.to_bytes()


def outcome(scheme_text: str, panel: Panel) -> Outcome:
    """Compute. Raises SchemeError or PanelError with every fault."""
    scheme = parse_scheme(scheme_text)
    return Outcome(scheme_text, scheme, panel, compute(scheme, panel))


def manifest_digest(manifest: Mapping[str, object]) -> str:
    """SHA-256 of a manifest, whatever the order of its lines.

    >>> manifest_digest({"a": "1", "b": "2"}) == manifest_digest({"b": "2", "a": "1"})
    True
    """
    text = json.dumps(manifest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def engine() -> str:
    """The version that computes, and the form of its results."""
    try:
        return f"leitai {version('leitai')} {FORMAT}"
    except PackageNotFoundError:  # run from a source tree
        return f"leitai 0 {FORMAT}"
