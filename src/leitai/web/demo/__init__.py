"""The demonstration: the contest of 2019, stated figures and generated ones, kept apart."""
