"""The demonstration: the contest of 2019, stated figures and generated ones, kept apart."""

PASSWORD = "leitai-demo-2019"  # noqa: S105  # shown on the sign-in page of the demonstration, and nowhere else
