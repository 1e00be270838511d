"""Who acts, and from which post: handed to every verb that writes."""

from dataclasses import dataclass

from leitai.accounts.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at a post. `scope` holds the division codes the post covers: its own, all below, and ended ones."""

    user_id: int | None
    post_id: int | None
    role: Role | None
    division_id: int | None
    division_code: str
    label: str
    scope: frozenset[str] = frozenset()
    address: str = ""

    def has(self, *roles: Role) -> bool:
        """Whether the post is one of `roles`.

        >>> Actor.system("demo").has(Role.REPORTER)
        False
        """
        return self.role in roles

    def covers(self, code: str) -> bool:
        """Whether the division with this 12-digit code lies in the scope of the post."""
        return code in self.scope

    @classmethod
    def system(cls, label: str) -> "Actor":
        """The platform itself, doing `label` (loading the demonstration, a job)."""
        return cls(None, None, None, None, "", label)

    @classmethod
    def anonymous(cls, address: str = "") -> "Actor":
        """Somebody who has not signed in."""
        return cls(None, None, None, None, "", "", address=address)
