"""Pages of the seal: the signed heads, one of them, the proof of a figure; and the files that anybody can verify."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from leitai.accounts import access
from leitai.ledger import queries
from leitai.ledger.domain.keys import public_pem
from leitai.ledger.domain.merkle import SizeError
from leitai.ledger.domain.proofs import InclusionProof, Proof, written
from leitai.ledger.models import Fact, TreeHead
from leitai.ledger.sealing.heads import NotSealedError, value_of

DOWNLOAD = "attachment; filename="


@access.public
@require_GET
def seals(request: HttpRequest) -> HttpResponse:
    """The signed heads, newest first."""
    page = Paginator(queries.seals(), 50).get_page(request.GET.get("page"))
    return render(request, "ledger/seals.html", {"page": page})


@access.public
@require_GET
def seal(request: HttpRequest, size: int) -> HttpResponse:
    """One head: what was signed, by which key, after which head, and how to verify it."""
    row = get_object_or_404(queries.seals(), size=size)
    before = TreeHead.objects.filter(size__lt=size).order_by("-size").first()
    context = {"row": row, "head": value_of(row), "before": before, "newest": queries.seals().first()}
    return render(request, "ledger/seal.html", context)


@access.public
@require_GET
def seal_json(request: HttpRequest, size: int) -> HttpResponse:  # noqa: ARG001  # a view
    """A head as JSON, to be kept elsewhere as a witness."""
    row = get_object_or_404(queries.seals(), size=size)
    return _file(json.dumps(value_of(row).members(), indent=1) + "\n", f"head-{size}.json")


@access.public
@require_GET
def growth(request: HttpRequest, first: int, second: int) -> HttpResponse:  # noqa: ARG001  # a view
    """The proof that the log under one head begins with the log under an earlier one."""
    heads = [get_object_or_404(queries.seals(), size=size) for size in (first, second)]
    try:
        return _proof(queries.growth(*heads), f"growth-{first}-{second}.json")
    except SizeError as error:
        raise Http404(str(error)) from error


@access.public
@require_GET
def public_key(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001  # a view
    """A public key of the seal as PEM."""
    row = queries.seal_key(name)
    if row is None:
        raise Http404
    return _file(public_pem(bytes(row.public)).decode(), f"seal-{name}.pem", "application/x-pem-file")


@access.public
@require_GET
def proof(request: HttpRequest, number: int) -> HttpResponse:
    """The proof of a figure, for people; or that it is not sealed yet."""
    fact = _visible(request, number)
    return render(request, "ledger/proof.html", {"fact": fact} | _shown(fact))


@access.public
@require_GET
def proof_json(request: HttpRequest, number: int) -> HttpResponse:
    """The proof of a figure, for `leitai verify`."""
    fact = _visible(request, number)
    try:
        return _proof(queries.proof_of(fact.pk), f"proof-{number}.json")
    except NotSealedError as error:
        raise Http404(str(error)) from error


def _shown(fact: Fact) -> dict[str, Any]:
    try:
        found: InclusionProof = queries.proof_of(fact.pk)
    except NotSealedError:
        return {"proof": None}
    said = {name: value for name, value in found.said().items() if name not in {"v", "source"}}
    return {"proof": found, "said": said, "source": found.said()["source"], "steps": [s.hex() for s in found.path]}


def _visible(request: HttpRequest, number: int) -> Fact:
    fact = queries.fact_for(access.actor(request), number)
    if fact is None:
        raise Http404
    return fact


def _proof(proof: Proof, name: str) -> HttpResponse:
    return _file(written(proof), name)


def _file(text: str, name: str, kind: str = "application/json") -> HttpResponse:
    return HttpResponse(text, f"{kind}; charset=utf-8", headers={"Content-Disposition": f'{DOWNLOAD}"{name}"'})
