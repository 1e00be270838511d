"""Whose 全市, 全县 and the like a text speaks of."""

import re
from bisect import bisect_left
from dataclasses import replace

from leitai.quantities.lexicon import table
from leitai.quantities.mentions import SUFFIX, Mention, Mentions, mention_of
from leitai.quantities.names import DivisionName

_BODY_OF = {"县": "county", "区": "county", "市": "city"}  # whose the 局 is in 县经信局
_CLAUSE_END = re.compile("[,。;]")
LOOKED_BACK = 40  # mentions on either side of a sentence that are asked for the city or county of 全市
NEXT_OF_LIST = 16  # characters behind a place within which a list goes on


class Wholes:
    """The places of a text, asked for the city or county that its 全市 and 全县 mean.

    `titled` is the place of its title, `home` the one of its head that is a county of the country.
    """

    def __init__(
        self, mentions: Mentions, submitter: DivisionName | None, *, titled: Mention | None, home: Mention | None
    ) -> None:
        self.clean, self.places, self.gazetteer = mentions.clean, mentions.all, mentions.gazetteer
        self.submitter, self.titled, self.home = submitter, titled, home
        self.starts = [one.start for one in self.places]
        self.city = self._city_told()
        self._meant: dict[int, Mention | None] = {}

    def of(self, word: Mention) -> Mention | None:
        """The city or county that a word means, looked for once."""
        if word.start not in self._meant:
            self._meant[word.start] = self._of(word)
        return self._meant[word.start]

    def _of(self, word: Mention) -> Mention | None:
        kind = table("words")["actors"]["whole"].get(word.name) or _BODY_OF[word.name[0]]
        own = mention_of(self.submitter) if self.submitter is not None else None
        if word.name[0] == "我" and own is not None:
            return self.ancestor(own, kind)
        if kind == "city" and word.name == "全市" and self.city is not None:
            return self.city
        titled = self.titled
        if titled is not None and not (titled.name[-1] in SUFFIX[kind] or titled.name.endswith(word.name)):
            titled = None
        for one in self._near(word):
            listed = one.division is None and (one.start > word.start or self._is_listed(one))
            if titled is not None and listed:
                continue
            above = self.ancestor(one, kind)
            if above is not None:
                return above
        if titled is not None:
            return titled
        if own is not None:
            return self.ancestor(own, kind)
        return self.home if self.home is not None and self.home.name[-1] in SUFFIX[kind] else None

    def ancestor(self, mention: Mention, kind: str) -> Mention | None:
        """The city or county of a mention. A county called 市 is a city to its own people."""
        division = mention.division
        if division is None and mention.above[-1:] in SUFFIX[kind] and mention.above:
            return replace(mention, name=mention.above)
        if division is None:
            return mention if mention.name[-1] in SUFFIX[kind] else None
        while division is not None:
            if division.kind == kind or (kind == "city" and division.kind == "county" and division.name.endswith("市")):
                return mention_of(division)
            division = self.gazetteer.by_code.get(division.parent or "")
        return None

    def _city_told(self) -> Mention | None:
        """The city that 全市 means throughout: the submitting one; that of several counties where no title tells."""
        if self.submitter is not None or self.titled is not None:
            own = self.submitter or (self.titled.division if self.titled is not None else None)
            return mention_of(own) if own is not None and own.kind == "city" else None
        counties = {above.code: above for one in self.places if (above := self.ancestor(one, "county"))}
        cities = {city.code: city for one in counties.values() if (city := self._city_of(one)) is not None}
        return next(iter(cities.values())) if len(counties) > 1 and len(cities) == 1 else None

    def _city_of(self, county: Mention) -> Mention | None:
        """The city that a county of the tree lies in."""
        division = county.division
        parent = self.gazetteer.by_code.get(division.parent or "") if division is not None else None
        return mention_of(parent) if parent is not None and parent.kind == "city" else None

    def _is_listed(self, mention: Mention) -> bool:
        """Whether a place is one of a list, which says something of each (丽水市连续2年、龙泉市连续3年)."""
        start = max(self.clean.rfind(sign, 0, mention.start) for sign in "、,。")
        if start >= 0 and self.clean[start] == "、":
            return True
        end = self.clean.find("、", mention.end, mention.end + NEXT_OF_LIST)
        return end >= 0 and not _CLAUSE_END.search(self.clean, mention.end, end)

    def _near(self, word: Mention) -> list[Mention]:
        """The places named about a word, those before it first, and those that act before all others."""
        place = bisect_left(self.starts, word.start)
        before = self.places[max(0, place - LOOKED_BACK) : place][::-1]
        near = [*before, *self.places[place : place + LOOKED_BACK]]
        return sorted(near, key=lambda one: not one.subject)
