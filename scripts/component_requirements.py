"""Print what the components of an unpacked Home Assistant require, following their dependencies.

Usage: component_requirements.py <folder of the homeassistant package> <file with component names>
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Print one requirement per line, sorted."""
    package, listing = Path(sys.argv[1]), Path(sys.argv[2])
    open_names = [line for line in listing.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    seen: set[str] = set()
    requirements: set[str] = set()
    while open_names:
        name = open_names.pop()
        if name in seen:
            continue
        seen.add(name)
        path = package / "components" / name / "manifest.json"
        if not path.is_file():
            sys.stderr.write(f"{name} is not part of this version\n")
            continue
        manifest = json.loads(path.read_text(encoding="utf-8"))
        requirements.update(manifest.get("requirements", []))
        open_names += manifest.get("dependencies", [])
    sys.stdout.write("".join(f"{requirement}\n" for requirement in sorted(requirements, key=str.lower)))


if __name__ == "__main__":
    main()
