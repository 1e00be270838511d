"""The English names of the divisions that come with the package, by their Chinese names."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

GENERICS = (
    " She Ethnic Township", " She Ethnic Town", " Subdistrict", " Township", " Town", " District", " County", " City",
    " Province", " Industrial Cluster",
)  # fmt: skip


@cache
def english_names() -> Mapping[str, str]:
    """Every English name by the Chinese one; no two divisions of the tree have the same Chinese name."""
    text = resources.files("leitai.divisions.data").joinpath("names_en.toml").read_text("utf-8")
    tables = tomllib.loads(text).values()
    return MappingProxyType({name: english for names in tables for name, english in names.items()})


def english_name(name: str) -> str:
    """The English name of a division; its Chinese one where it has none, as one that was founded later.

    >>> english_name("乐清市"), english_name("新镇")
    ('Yueqing City', '新镇')
    """
    return english_names().get(name, name)


def specific_part(english: str) -> str:
    """An English name without its generic part, for where there is little room.

    >>> specific_part("Beibaixiang Town"), specific_part("Wuyanling Nature Reserve")
    ('Beibaixiang', 'Wuyanling Nature Reserve')
    """
    return next((english.removesuffix(word) for word in GENERICS if english.endswith(word)), english)
