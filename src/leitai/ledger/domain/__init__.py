"""Pure values and rules of the ledger: no Django, no clock, no randomness."""
