"""An edition as one file that anybody can verify offline: no database, no Django, nothing fetched.

A zip archive of `manifest.json`, `scheme.toml`, `panel.json` (units, indicators, groups and values, exactly),
`result.bin` and `spread.bin` (canonical bytes) and `facts.csv` (for readers: the fact behind each value). The same
edition gives the same archive byte for byte.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from leitai.league.checks import Check
from leitai.league.domain import Panel, PanelError, SchemeError
from leitai.league.outcomes import About, outcome

_MOST = 256 * 1024 * 1024
_MOMENT = (1980, 1, 1, 0, 0, 0)
NAMES = ("manifest.json", "scheme.toml", "panel.json", "result.bin", "spread.bin", "facts.csv")
_COMPARED = ("format", "scheme", "scheme_sha256", "panel_sha256", "result_sha256", "seed", "draws", "spread_sha256")


class BundleError(ValueError):
    """A file that is no bundle of an edition; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What an archive holds."""

    manifest: Mapping[str, str]
    scheme: str
    panel: Panel
    result: bytes
    spread: bytes
    facts: str = ""


def pack(bundle: Bundle) -> bytes:
    """The archive."""
    parts = (
        json.dumps(dict(bundle.manifest), ensure_ascii=False, indent=1, sort_keys=True).encode(),
        bundle.scheme.encode(),
        _panel_text(bundle.panel).encode(),
        bundle.result,
        bundle.spread,
        bundle.facts.encode(),
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in zip(NAMES, parts, strict=True):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(data: bytes) -> Bundle:
    """Read an archive. Raises BundleError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            manifest, scheme, panel, result, spread, facts = (_member(archive, name) for name in NAMES)
        read = _texts(json.loads(manifest)), scheme.decode(), _panel(json.loads(panel))
        return Bundle(*read, result, spread, facts.decode())
    except zipfile.BadZipFile as error:
        raise BundleError(
            f"this is no zip archive ({error}): take the file as `leitai league bundle` wrote it"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleError(f"the archive is damaged: {error}") from error


def verify(bundle: Bundle) -> list[Check]:
    """Compute the edition again from its scheme and panel, and hold every hash and the result against it."""
    try:
        found = outcome(bundle.scheme, bundle.panel)
    except (SchemeError, PanelError) as error:
        return [Check("scheme", False, str(error))]
    stated = bundle.manifest
    expected = found.manifest(_about(stated))
    checks = [Check.equal(name, stated.get(name), expected[name]) for name in _COMPARED]
    checks.append(Check("result", bundle.result == found.result_bytes, f"{len(found.result_bytes)} bytes"))
    checks.append(Check("spread", bundle.spread == found.spread_bytes, f"{len(found.spread_bytes)} bytes"))
    return checks


def digest(data: bytes) -> str:
    """SHA-256 of an archive."""
    return sha256(data).hexdigest()


def _about(stated: Mapping[str, str]) -> About:
    return About(*(stated.get(name, "") for name in ("edition", "period", "group", "as_of", "corrects")))


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise BundleError(f"the archive lacks {name}: take the file as `leitai league bundle` wrote it") from error
    if info.file_size > _MOST:
        raise BundleError(f"{name} is larger than any edition: {info.file_size} bytes")
    return archive.read(info)


def _panel_text(panel: Panel) -> str:
    values = [[None if np.isnan(value) else value for value in row] for row in panel.values.tolist()]
    whole = {
        "units": panel.units,
        "indicators": panel.indicators,
        "groups": {name: list(labels) for name, labels in sorted(panel.groups.items())},
        "values": values,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _panel(whole: dict[str, Any]) -> Panel:
    shape = (len(whole["units"]), len(whole["indicators"]))
    values = np.array(whole["values"], dtype=np.float64).reshape(shape)
    groups = {name: tuple(labels) for name, labels in whole["groups"].items()}
    return Panel(tuple(whole["units"]), tuple(whole["indicators"]), values, groups)


def _texts(manifest: dict[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in manifest.items()}
