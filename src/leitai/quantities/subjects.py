"""The words before a figure: from the verb where a counted subject stands before it, with the subject's last word."""

import re
from functools import cache

from leitai.quantities.figures import Role
from leitai.quantities.lexicon import one_of, table
from leitai.quantities.links import served, verbs
from leitai.quantities.reading import Reading
from leitai.quantities.trimming import SHORT, Cuts, best_piece, last_verb, noun_of


def lead_of(reading: Reading, cuts: Cuts, clean: str) -> str:
    """The words before a figure that name something, without times, actors and a counted subject (only its core)."""
    if reading.link == "shared" and reading.prior is not None:
        return _verb_of(reading.prior)
    start = reading.lead_start
    if reading.link == "subject":
        start = _predicate(reading, clean)
    text = cuts.without(clean[start : reading.start], start, reading.start)
    lead = best_piece(text, reading)
    return _with_subject(reading, lead, clean[reading.lead_start : reading.start])


_STATE = re.compile("[已均都全各]")
WHOLE_SUBJECT, CORE_SUBJECT = 6, 2


def _with_subject(reading: Reading, lead: str, clause: str) -> str:
    """46家企业销售4亿元: the things counted before it name a figure with what they do, their last word a longer one."""
    prior = reading.prior
    if prior is None or reading.link != "subject" or len(lead) < SHORT or noun_of(reading):
        return lead
    noun = noun_of(prior)
    if not _acts(prior, noun, clause) or noun[-SHORT:] in lead or reading.role is Role.QUALIFIER:
        return lead
    core = WHOLE_SUBJECT if len(lead) <= SHORT else CORE_SUBJECT
    return (noun if len(noun) == CORE_SUBJECT + 1 else noun[-core:]) + lead


def _acts(prior: Reading, noun: str, clause: str) -> bool:
    """Whether the things counted do what is told, and it is not told only how they stand (已…, 均…)."""
    if len(noun) < SHORT or not clause.startswith(noun) or _STATE.match(clause, len(noun)):
        return False
    return served().search(prior.lead) is None and last_verb().search(prior.lead) is None


@cache
def _counted_noun() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{0,8}}?{one_of(table('units')['nouns'])}")


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
