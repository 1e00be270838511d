"""The words before a figure: from the verb where a counted subject stands before it, with the subject's last word."""

import re
from functools import cache

from leitai.quantities.figures import Role
from leitai.quantities.lexicon import one_of, table
from leitai.quantities.links import served, verbs
from leitai.quantities.nouns import noun_of
from leitai.quantities.reading import Reading
from leitai.quantities.trimming import CUT, SHORT, Cuts, best_piece, last_verb
from leitai.quantities.units import Kind


def lead_of(reading: Reading, cuts: Cuts, clean: str) -> str:
    """The words before a figure that name something, without times, actors and a counted subject (only its core)."""
    start, prior = reading.lead_start, reading.prior
    if reading.link == "shared" and prior is not None:
        if not _does_more(prior, clean[prior.end : reading.start]):
            return _verb_of(prior)
        reading.link = "subject"
    if reading.link == "subject":
        start = _predicate(reading, clean)
    if prior is not None and prior.unit.kind is Kind.DURATION and start == prior.end:
        within = _WITHIN.match(clean, start, reading.start)
        start = within.end() if within else start
    text = cuts.without(clean[start : reading.start], start, reading.start)
    lead = best_piece(text, reading)
    if _RATE.fullmatch(lead) and text.rstrip("达为是有近超约").endswith(CUT + lead):
        return lead  # 6个食堂 4月 满意率: a rate behind a time names itself
    return _with_subject(reading, lead, clean[reading.lead_start : reading.start])


_RATE = re.compile("[一-鿿]{2,5}率")


_WITHIN = re.compile("[以之]?内|时间|后|来|里|间")
_MARK = re.compile("[、和与及]")


def _does_more(prior: Reading, between: str) -> bool:
    """68家企业带去产品900款: the things counted do something with the second ones, with a verb of their own."""
    noun = noun_of(prior)
    return SHORT <= len(noun) < len(between) - SHORT and between.startswith(noun) and not _MARK.search(between)


_STATE = re.compile("[已均都全各]")
WHOLE_SUBJECT, CORE_SUBJECT, LONGEST_WHOLE = 6, 2, 5


def _with_subject(reading: Reading, lead: str, clause: str) -> str:
    """46家企业销售4亿元: the things counted before it name a figure with what they do, their last word a longer one."""
    prior = reading.prior
    if prior is None or reading.link != "subject" or len(lead) < SHORT or noun_of(reading):
        return lead
    noun = noun_of(prior)
    if noun and len(lead) == SHORT and lead.startswith("已") and clause == noun + lead:
        return clause  # 20幢厂房已拆12幢: a verb of one sign says nothing without its thing
    behind = reading.lead_start == prior.end and clause.endswith(lead) and not _STATE.match(clause)
    if not noun and behind and _is_short(prior.indicator):
        return f"{prior.indicator}{lead}"
    if not _acts(prior, noun, clause) or noun[-SHORT:] in lead or reading.role is Role.QUALIFIER:
        return lead
    core = WHOLE_SUBJECT if len(lead) <= SHORT else CORE_SUBJECT
    return (noun if len(noun) == CORE_SUBJECT + 1 else noun[-core:]) + lead


def _is_short(phrase: str | None) -> bool:
    """Whether a phrase is so short that it stands whole before what is told of its things (新建项目 + 完成投资)."""
    return phrase is not None and SHORT <= len(phrase) <= LONGEST_WHOLE and last_verb().match(phrase) is None


def _acts(prior: Reading, noun: str, clause: str) -> bool:
    """Whether the things counted do what is told, and it is not told only how they stand (已…, 均…)."""
    if len(noun) < SHORT or not clause.startswith(noun) or _STATE.match(clause, len(noun)):
        return False
    return served().search(prior.lead) is None and last_verb().search(prior.lead) is None


@cache
def _counted_noun() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{0,8}}?{one_of(table('units')['nouns'])}(?!(?<=事项)目|均)")


def _predicate(reading: Reading, clean: str) -> int:
    """Where the verb begins behind a counted subject: behind a noun that is counted (企业 + 缓缴税费), or at a verb."""
    start, end = reading.lead_start, reading.start
    noun = _counted_noun().match(clean, start, end)
    if noun and end - noun.end() >= SHORT:
        return noun.end()
    counted = noun_of(reading.prior) if reading.prior is not None else ""
    if len(counted) >= SHORT and clean.startswith(counted, start) and end - start - len(counted) > SHORT:
        return start + len(counted)
    found = verbs().search(clean, start, end)
    return found.start() if found else start


def _verb_of(prior: Reading) -> str:
    """The words before the first of two counts that share a verb (惠及 of 惠及9个社区3万群众)."""
    noun = noun_of(prior)
    phrase = prior.indicator or ""
    return phrase.removesuffix(noun) if noun else phrase
