"""Taking pictures asks nothing of a database: only a demonstration that runs somewhere."""

import subprocess
import sys


def test_pictures_are_taken_without_django():
    program = "import leitai.web.pictures, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
