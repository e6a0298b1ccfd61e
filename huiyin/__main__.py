"""`python -m huiyin`: the same as the console command `huiyin`."""

import sys

from huiyin.site.cli import main

if __name__ == "__main__":
    sys.exit(main())
