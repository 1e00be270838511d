"""What a heading or a colon promises: all that stands under 二、2020年目标任务 or behind 预期目标是:."""

import re

from leitai.quantities.document import Document
from leitai.quantities.layout import Layout
from leitai.quantities.reading import Reading

# Words of what was done, behind which no aim reaches.
DONE = re.compile(
    "已经?(?!知)|实际|完成了|实现了|达到了|累计|截至|(?<![由从])目前|(?<![比较到])[去上]年(?!同期)|建成(?!后)|整合|创成|获评|获批|[仍还尚](?:有|剩)"
)
# 完成目标任务20亿元的56%: the sum that a share is of is what was aimed at.
AIM_OF_SHARE = re.compile("(?:完成|占)年?(?:签约|招商)?(?:目标任务|目标|任务)数?$")
# 完工后: what follows comes of a work once it is done.
ONCE_DONE = re.compile("(?:建成|投产|达产|投用|通车|改造|完工|竣工|开通|开业)[之以]?后")
SHORT_LABEL = 12
LONGEST_LIST = 200
_AIMS_LISTED = re.compile("(?:民生实事(?:候选)?(?:项目)?|年度?目标(?:任务)?|目标任务)(?:如下|是|为)?:")
_AIMS = re.compile("目标(?:任务)?(?:是|为)?:")
# 晒目标, 发布投资路线图: a title under which all is aimed at
_OF_AIMS = re.compile(
    "(?:晒|亮|定|明确|公布|锁定)[一-鿿]{0,4}目标|(?:发布|公布|出炉|明确)[一-鿿]{0,10}(?:路线图|任务书)"
)
PROMISE = re.compile("目标|任务|打算|计划|安排|思路|举措")


def under_aims(reading: Reading, document: Document) -> bool:
    """今年的预期目标是:生产总值115亿元,增长9%。税收14亿元: what the paragraph lists behind such words."""
    clean, start = document.clean, document.parts.paragraphs[reading.sentence.paragraph].start
    place = clean.rfind("目标", max(start, reading.start - LONGEST_LIST), reading.start)
    found = _AIMS.match(clean, place) if place >= 0 else None
    return found is not None and not DONE.search(clean, found.end(), reading.start)


def promised(parts: Layout, clean: str) -> frozenset[int]:
    """The numbers of the paragraphs under a heading that speaks of aims (二、2020年目标任务)."""
    title = next((number for number, one in enumerate(parts.paragraphs) if not one.outside), 0)
    first = parts.paragraphs[title] if parts.paragraphs else None
    found, under = set(), first is not None and _OF_AIMS.search(clean, first.start, first.end) is not None
    for number, paragraph in enumerate(parts.paragraphs):
        if paragraph.heading and number > title:
            under = PROMISE.search(clean, paragraph.start, paragraph.end) is not None
        if (
            number > title
            and clean[paragraph.end - 1] == ":"
            and _AIMS_LISTED.search(clean, paragraph.end - SHORT_LABEL, paragraph.end)
        ):
            under = True
            found.add(number)  # 以下10个项目为2020年度民生实事项目:
        elif under and not paragraph.heading:
            found.add(number)
    return frozenset(found)
