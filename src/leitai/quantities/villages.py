"""Villages that act in their own sentences: named behind their township, as all of it (全村), or by the name alone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from leitai.quantities.mentions import Mention
from leitai.quantities.reading import Reading

LONGEST_TOLD = 1500  # characters back to where a village was named behind its township
_VILLAGE_ALONE = re.compile("(?:(?<=[,;。:“\n年月日])|^)([一-鿿]{2,4}?村)(?![级民干支委里庄落口等、])")
_ALL_VILLAGE = re.compile(
    "(?:(?<=[,;。:“\n年月日])|^)(?:全村|该村|村子(?!里)|本村|我们村|我村|村里|村级代办员|村(?=面积|集体))"
)
_VILLAGE = re.compile("(?![^村]{0,2}[个各本该全社乡农中新老旧])[一-鿿]{2,3}村(?![级民干支委里庄落口])")


def village_of(
    reading: Reading, clean: str, mentions: Sequence[Mention], starts: Sequence[int]
) -> tuple[Mention, str] | None:
    """昆阳镇上林垟村…,全村有土地2500亩: the village that a township's name stands before, and how it is known.

    `starts` are the places of the mentions, in order.
    """
    here = reading.sentence
    if clean.find("村", here.start, reading.start) < 0:
        return None
    if _ALL_VILLAGE.search(clean, here.start, reading.start) is None:
        return _again(reading, clean, mentions, starts)
    low = max(0, reading.start - LONGEST_TOLD)
    for place in range(bisect_left(starts, reading.start) - 1, bisect_left(starts, low) - 1, -1):
        mention = mentions[place]
        if mention.name[-1] == "村":
            return mention, "paragraph"
        found = _VILLAGE.match(clean, mention.end) if mention.name[-1] in "镇乡道" else None
        if found is not None:
            return replace(mention, name=mention.name + found[0]), "paragraph"
    return None


def _again(
    reading: Reading, clean: str, mentions: Sequence[Mention], starts: Sequence[int]
) -> tuple[Mention, str] | None:
    """昆阳镇上林垟村…。去年上林垟村…: a village told again by its name alone."""
    for said in _VILLAGE_ALONE.finditer(clean, reading.sentence.start, reading.start):
        at = clean.rfind(said[1], max(0, said.start() - LONGEST_TOLD), said.start(1))
        place = bisect_left(starts, at) - 1
        mention = mentions[place] if at >= 0 and place >= 0 else None
        if mention is not None and mention.end == at and mention.name[-1] in "镇乡道":
            return replace(mention, name=mention.name + said[1]), "clause"
        if mention is not None and mention.end >= at + len(said[1]) and mention.name.endswith(said[1]):
            return mention, "clause"
    return None
