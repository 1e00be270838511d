"""The states of a submission, and which step leads where."""

from enum import StrEnum

from leitai.intake.domain.datasets import Step


class SubmissionState(StrEnum):
    """Draft → submitted → (passed by the county →) accepted; or returned, and submitted again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PASSED = "passed"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def open(self) -> bool:
        """Whether the reporter may still work on it."""
        return self in {SubmissionState.DRAFT, SubmissionState.RETURNED}

    @property
    def waits(self) -> bool:
        """Whether somebody must decide."""
        return self in {SubmissionState.SUBMITTED, SubmissionState.PASSED}


class Move(StrEnum):
    """What is done with a submission, and stays written in its history."""

    SUBMIT = "submit"
    RECALL = "recall"
    PASS = "pass"  # noqa: S105  # no secret: passed on to the city
    ACCEPT = "accept"
    RETURN = "return"
    REOPEN = "reopen"


def decider(state: SubmissionState, review: tuple[Step, ...]) -> Step | None:
    """Who decides a submission that waits in this state; None where it does not wait.

    >>> decider(SubmissionState.SUBMITTED, (Step.COUNTY, Step.CITY)), decider(SubmissionState.PASSED, (Step.CITY,))
    (<Step.COUNTY: 'county'>, <Step.CITY: 'city'>)
    """
    if state is SubmissionState.SUBMITTED:
        return review[0]
    return review[-1] if state is SubmissionState.PASSED else None


def after_yes(state: SubmissionState, review: tuple[Step, ...]) -> SubmissionState:
    """The state after the decider said yes."""
    last = decider(state, review) is review[-1]
    return SubmissionState.ACCEPTED if last else SubmissionState.PASSED
