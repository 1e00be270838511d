"""What the verbs of the league refuse."""


class EditionError(ValueError):
    """A step that an edition does not allow now; says why and what to do first."""


class ObjectionError(ValueError):
    """An objection that cannot be filed or answered; says why and what to do."""
