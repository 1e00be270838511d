"""The log of facts in the database: entering, signing, proving, auditing. Entered by services and queries."""
