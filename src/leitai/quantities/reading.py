"""A figure while it is being read: what is known of it so far, and the words around it."""

from dataclasses import dataclass, field

from leitai.quantities.figures import Comparator, Doubt, Growth, Role, Status
from leitai.quantities.layout import Sentence
from leitai.quantities.scanning import Token
from leitai.quantities.units import Unit


@dataclass(slots=True)
class Reading:
    """A token on its way to a figure. `lead` and `tail` are the words of its clause before and after it.

    `earlier` is the reading before it, `prior` the same if it is in the sentence, `link` how it hangs on that one:
    "list" (3.5、2), "to" (由40项减至10项), "shared" (惠及9个社区、300户: one verb), "subject" (8个部门抽调40名)
    or "". `after_names` is where the list of divisions ends that 分别 deals out; `listed` says that its words begin
    behind 、, `runs_on` that its tail ends at the next number, `grown` that its rate of growth follows.
    """

    token: Token
    unit: Unit
    start: int
    end: int
    sentence: Sentence
    lead_start: int = 0
    tail_end: int = 0
    lead: str = ""
    tail: str = ""
    prior: "Reading | None" = None
    earlier: "Reading | None" = None
    link: str = ""
    after_names: int | None = None
    listed: bool = False
    runs_on: bool = False
    grown: bool = False
    comparator: Comparator = Comparator.EQUAL
    modifier: str | None = None
    role: Role = Role.MEASURE
    status: Status = Status.ACTUAL
    actor: str | None = None
    actor_code: str | None = None
    actor_source: str | None = None
    indicator: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    code: str | None = None
    score: float | None = None
    period: str | None = None
    period_explicit: bool = False
    growth: Growth | None = None
    of: "Reading | None" = None
    scope: str | None = None
    same_as: "Reading | None" = None
    doubts: list[Doubt] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
