"""The roles of the platform (a post is a role at a division)."""

from enum import StrEnum


class Role(StrEnum):
    """What a post may do; where it may do it is the division of the post."""

    REPORTER = "reporter"
    REVIEWER = "reviewer"
    LEAGUE_OFFICER = "league_officer"
    AGENT = "agent"
    TEAM_LEAD = "team_lead"
    RESIDENT = "resident"
    ENTERPRISE = "enterprise"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
