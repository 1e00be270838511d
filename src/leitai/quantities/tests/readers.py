"""The corpus files of the room, and the small tree its sentences speak of."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitai.quantities import Catalogue, DivisionName, Gazetteer, IndicatorName

_CORPUS = Path(__file__).parent / "corpus"
COUNTY = DivisionName("990101000000", "江县", "江县", (), "county", None)
TOWNS = (
    DivisionName("990101100000", "东浦镇", "江县东浦镇", ("东浦",), "town", "990101000000"),
    DivisionName("990101101000", "西坞镇", "江县西坞镇", ("西坞",), "town", "990101000000"),
    DivisionName("990101001000", "六和街道", "江县六和街道", ("六和",), "street", "990101000000"),
)
TREE = Gazetteer([COUNTY, *TOWNS])
CATALOGUE = Catalogue(
    [
        IndicatorName("revenue", "财政总收入", ("财政收入",), "亿元"),
        IndicatorName("revenue_yoy", "财政总收入同比增长", ("财政总收入增长",), "%"),
        IndicatorName("visits", "走访服务企业", ("走访企业",), "家次"),
    ]
)


def cases(name: str) -> Iterator[dict[str, Any]]:
    """The cases of a corpus file."""
    for line in (_CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)
