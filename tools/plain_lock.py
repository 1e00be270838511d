"""Take the addresses of sponsors out of package-lock.json: the lock holds names, versions and hashes."""

import json
import sys
from pathlib import Path


def main(path: Path) -> None:
    """Rewrite the lock file in place."""
    lock = json.loads(path.read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
