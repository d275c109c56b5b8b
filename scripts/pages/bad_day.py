"""The sheet for a bad day as a page to print; its words are those of docs/bad-day.md."""

import html
import re

_STYLE = """
  @page { margin: 11mm 13mm; }
  body { font: 15pt/1.4 Arial, Helvetica, sans-serif; color: #000; background: #fff; }
  body { max-width: 46em; margin: 1em auto; padding: 0 .5em; }
  h1 { font-size: 26pt; margin: 0 0 .3em; }
  h2 { font-size: 18pt; margin: .8em 0 .2em; border-top: 2px solid #000; padding-top: .3em; }
  p, li { margin: .25em 0; }
  ol, ul { margin: .2em 0 .2em 1.4em; padding: 0; }
  table { border-collapse: collapse; width: 100%; }
  td, th { border: 1px solid #000; padding: .3em .5em; text-align: left; height: 1.5em; }
  /* The largest letters that fit on one page; tests/browser/test_bad_day.py holds it to that. */
  @media print {
    body { margin: 0; padding: 0; font-size: 11pt; line-height: 1.25; }
    h1 { font-size: 19pt; }
    h2 { font-size: 13pt; margin: .5em 0 .1em; padding-top: .15em; }
    p, li { margin: .12em 0; }
    td, th { padding: .12em .5em; height: 1.3em; }
  }
"""
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def printable(markdown: str) -> str:
    """Turn the few forms that the sheet uses into a page; what is between the marks for screens only is left out."""
    markdown = re.sub(r"<!-- screen only -->.*?<!-- end -->\n?", "", markdown, flags=re.DOTALL)
    body = [_block(block) for block in re.split(r"\n{2,}", markdown.strip())]
    title = markdown.splitlines()[0].removeprefix("# ")
    return "\n".join(
        (
            "<!doctype html>",
            "<!-- made by scripts/reference from bad-day.md -->",
            '<html lang="en">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
            f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )


def _block(block: str) -> str:
    lines = block.splitlines()
    if block.startswith("#"):
        level = len(block) - len(block.lstrip("#"))
        return f"<h{level}>{_inline(block.lstrip('# '))}</h{level}>"
    if lines[0].startswith("|"):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("|---")]
        head, *rest = [
            "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in row)
            for tag, row in [("th", rows[0]), *(("td", row) for row in rows[1:])]
        ]
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in (head, *rest)) + "</table>"
    if lines[0].startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(each)}</li>" for each in _items(block, r"- ")) + "</ul>"
    if re.match(r"\d+\. ", lines[0]):
        return "<ol>" + "".join(f"<li>{_inline(each)}</li>" for each in _items(block, r"\d+\. ")) + "</ol>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def _items(block: str, mark: str) -> list[str]:
    return [" ".join(each.split()) for each in re.split(rf"^{mark}", block, flags=re.MULTILINE)[1:]]


def _inline(text: str) -> str:
    escaped = html.escape(_LINK.sub(r"\1", text), quote=False)
    return _BOLD.sub(r"<strong>\1</strong>", escaped)
