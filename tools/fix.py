"""`make fix`: what can be put right without thinking: ruff's fixes, the format, templates and style sheets laid out."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"


def main() -> int:
    """0 when nothing is left that needs a person."""
    templates = [str(path) for path in sorted(ROOT.glob("huiyin/*/templates/**/*.html"))]
    commands = [[str(BIN / "ruff"), "check", "--fix", "."], [str(BIN / "ruff"), "format", "."]]
    codes = [subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands]
    codes.append(subprocess.run([sys.executable, "-m", "tools.markup"], cwd=ROOT, check=False).returncode)
    if templates:  # djade's exit code says only whether it changed anything
        subprocess.run([str(BIN / "djade"), "--target-version", "5.2", *templates], cwd=ROOT, check=False)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
