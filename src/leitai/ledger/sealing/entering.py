"""Facts enter the log: those that are not in it yet, by number, in batches, whole blocks folded into nodes."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from django.db import connection
from django.db.models import Max

from leitai.ledger.domain.merkle import perfect_root
from leitai.ledger.models import Fact, SealedNode, SealedRun
from leitai.ledger.sealing.rows import batch_of
from leitai.ledger.sealing.store import BLOCK, FAN, block_hashes, nodes_of_block, pack, unpack

BATCH, KEPT = 1 << 13, 256  # facts the server writes at once, runs entered at once


def enter_pending() -> int:
    """Put every fact that is not in the log at its end; gives the size of the log. Runs in the caller's transaction."""
    growth = Growth(sealed_size())
    growth.add(_pending())
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
        self._new: list[SealedNode] = []

    def add(self, leaves: Iterable[tuple[int, bytes]]) -> None:
        """Put these leaves at the end."""
        rest = iter(leaves)
        while runs := list(islice(self._runs(rest), KEPT)):
            SealedRun.objects.bulk_create(runs)
            SealedNode.objects.bulk_create(self._new, batch_size=2000)
            self._new = []

    def _runs(self, leaves: Iterator[tuple[int, bytes]]) -> Iterator[SealedRun]:
        """The runs of these leaves, each counted, with the nodes of the blocks that it fills."""
        while taken := list(islice(leaves, BLOCK - self.size % BLOCK)):
            run = self._run(taken)
            self._new += self._closed()
            yield run

    def _run(self, leaves: Sequence[tuple[int, bytes]]) -> SealedRun:
        """The run of these leaves, which now count."""
        numbers, hashes = zip(*leaves, strict=True)
        run = SealedRun(
            first_leaf=self.size,
            first_fact=numbers[0],
            last_fact=numbers[-1],
            facts=pack(numbers),
            hashes=b"".join(hashes),
        )
        self._open[0] += hashes
        self.size += len(leaves)
        return run

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


def _pending() -> Iterator[tuple[int, bytes]]:
    """Numbers and leaf hashes of the facts that are not sealed, by number.

    A number below the highest sealed one is rare: its transaction ended after the seal that passed it by.
    """
    connection.ensure_connection()
    raw, highest = connection.connection, SealedRun.objects.aggregate(high=Max("last_fact"))["high"] or 0
    late = _passed_by(highest)
    for start in range(0, len(late), BATCH):
        found = batch_of(raw, "id = ANY(%s)", late[start : start + BATCH], BATCH)
        yield from found.hashes() if found else ()
    with ThreadPoolExecutor(1) as ahead:  # the server writes a batch while the one before is hashed here
        batch = batch_of(raw, "id > %s", highest, BATCH)
        while batch is not None:
            following = ahead.submit(batch_of, raw, "id > %s", batch.last, BATCH)
            yield from batch.hashes()
            batch = following.result()


def _passed_by(highest: int) -> list[int]:
    """Facts below the highest sealed number that are not sealed: their transactions ended after a seal passed by."""
    if Fact.objects.filter(pk__lte=highest).count() == sealed_size():
        return []
    sealed: set[int] = set()
    for facts in SealedRun.objects.values_list("facts", flat=True).iterator():
        sealed.update(unpack(bytes(facts)))
    numbers = Fact.objects.filter(pk__lte=highest).order_by("pk").values_list("pk", flat=True)
    return [number for number in numbers.iterator() if number not in sealed]
