"""Write every table into its page, or tell which are out of date."""

import sys

from .made import ROOT, pages


def main(arguments: list[str]) -> int:
    """Write, or with `--check` only compare."""
    if arguments not in ([], ["--check"]):
        print("Usage: scripts/reference [--check]", file=sys.stderr)
        return 2
    stale = []
    for path, text in pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path.relative_to(ROOT)))
        if not arguments:
            path.write_text(text, encoding="utf-8")
    if not stale:
        print("Every table is what the code says.")
        return 0
    if arguments:
        print(f"Out of date: {', '.join(stale)}. Run scripts/reference and look at what changed.", file=sys.stderr)
        return 1
    print(f"Written: {', '.join(stale)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
