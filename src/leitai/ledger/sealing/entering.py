"""Facts enter the log: those that are not in it yet, by number, in batches, whole blocks folded into nodes."""

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Max

from leitai.ledger.domain.merkle import perfect_root
from leitai.ledger.models import Fact, SealedNode, SealedRun
from leitai.ledger.sealing.rows import DAYS, hashing
from leitai.ledger.sealing.store import BLOCK, FAN, block_hashes, nodes_of_block, pack, unpack

BATCH = 1 << 16


def enter_pending() -> int:
    """Put every fact that is not in the log at its end; gives the size of the log. Runs in the caller's transaction."""
    growth = Growth(sealed_size())
    for numbers, hashes in _pending():
        growth.add(numbers, hashes)
    return growth.size


def sealed_size() -> int:
    """How many leaves the log has."""
    last = SealedRun.objects.order_by("-first_leaf").only("first_leaf", "facts").first()
    return last.first_leaf + len(last.facts) // 8 if last else 0


class Growth:
    """The right edge of the log: what it needs to grow, height by height."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._open = self._edge(size)

    def add(self, numbers: Sequence[int], hashes: Sequence[bytes]) -> None:
        """Put these leaves at the end."""
        runs: list[SealedRun] = []
        nodes: list[SealedNode] = []
        done = 0
        while done < len(numbers):
            room = BLOCK - self.size % BLOCK
            taken, own = numbers[done : done + room], hashes[done : done + room]
            runs.append(
                SealedRun(
                    first_leaf=self.size,
                    first_fact=taken[0],
                    last_fact=taken[-1],
                    facts=pack(taken),
                    hashes=b"".join(own),
                )
            )
            self._open[0] += own
            self.size += len(taken)
            done += len(taken)
            nodes += self._closed()
        SealedRun.objects.bulk_create(runs, batch_size=256)
        SealedNode.objects.bulk_create(nodes, batch_size=2000)

    def _closed(self) -> Iterator[SealedNode]:
        """The nodes of the blocks that have become full."""
        step = 0
        while len(self._open[step]) == BLOCK:
            height = FAN * (step + 1)
            root = perfect_root(self._open[step])
            self._open[step] = []
            if len(self._open) == step + 1:
                self._open.append([])
            self._open[step + 1].append(root)
            yield SealedNode(height=height, place=(self.size >> height) - 1, hash=root)
            step += 1

    @staticmethod
    def _edge(size: int) -> list[list[bytes]]:
        """The hashes of the blocks that are not full yet, from the leaves up."""
        edge = [block_hashes(size // BLOCK)[: size % BLOCK]]
        height = FAN
        while size >> height:
            place = size >> height
            edge.append(nodes_of_block(height, place // BLOCK)[: place % BLOCK])
            height += FAN
        return edge


def _pending() -> Iterator[tuple[list[int], list[bytes]]]:
    """Numbers and hashes of the facts that are not sealed, by number.

    A number below the highest sealed one is rare: its transaction ended after the seal that passed it by.
    """
    highest = SealedRun.objects.aggregate(high=Max("last_fact"))["high"] or 0
    late = _passed_by(highest)
    for start in range(0, len(late), BATCH):
        yield _hashed("id = ANY(%s)", late[start : start + BATCH])
    while True:
        numbers, hashes = _hashed("id > %s", highest)
        if not numbers:
            return
        highest = numbers[-1]
        yield numbers, hashes


def _passed_by(highest: int) -> list[int]:
    if Fact.objects.filter(pk__lte=highest).count() == sealed_size():
        return []
    sealed: set[int] = set()
    for facts in SealedRun.objects.values_list("facts", flat=True).iterator():
        sealed.update(unpack(bytes(facts)))
    numbers = Fact.objects.filter(pk__lte=highest).order_by("pk").values_list("pk", flat=True)
    return [number for number in numbers.iterator() if number not in sealed]


def _hashed(which: str, value: int | list[int]) -> tuple[list[int], list[bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(DAYS)
        cursor.execute(hashing(which, BATCH), [value])
        rows = cursor.fetchall()
    return [row[0] for row in rows], [bytes(row[1]) for row in rows]
