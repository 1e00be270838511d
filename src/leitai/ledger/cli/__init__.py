"""Commands of the ledger. Each file is imported only when its command is called."""
