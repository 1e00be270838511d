"""`python -m leitai` is the `leitai` command."""

from leitai.cli import main

if __name__ == "__main__":
    main()
