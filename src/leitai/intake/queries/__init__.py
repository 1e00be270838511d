"""Reads of the ways in (door): briefs here, data sets, what is owed and submissions in their own modules."""

from leitai.intake.queries.briefs import Waiting, brief_for, briefs_for, figures_of, reach_of, waiting_for

__all__ = ["Waiting", "brief_for", "briefs_for", "figures_of", "reach_of", "waiting_for"]
