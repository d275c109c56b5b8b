"""A diary as one page for a browser: no scripts, nothing from elsewhere, every word escaped."""

from html import escape

from .diary_chart import days, lines, ticks
from .diary_report import Report
from .diary_words import QUESTIONS, Texts, day_text, facts, moment_text, number_text, sentence
from .engine.diary import PainEntry

_STYLE = """
body{font:16px/1.45 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}small,.note{color:#444}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left}
svg{width:100%;height:auto}@media print{body{margin:0}}
"""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 260, 30, 40


def to_html(told: Report, texts: Texts, *, language: str, notes: bool) -> str:
    """Write the page."""
    rows = "".join(
        _row(day_text(week.monday), week.best, week.worst, number_text(week.mean), week.days, week.entries)
        for week in told.weeks
    )
    heads = ("week", "best", "worst", "mean", "days", "entries")
    head = "".join(f"<th>{escape(texts[f'message_report_{name}'])}</th>" for name in heads)
    said = "".join(f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in facts(told, texts))
    questions = "".join(f"<li>{escape(texts[key])}</li>" for key in QUESTIONS)
    title = escape(texts["message_report_title"].format(name=told.name))
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{title}</h1><p>{moment_text(told.start)} – {moment_text(told.end)}</p>"
        f'<p class="note">{escape(texts["message_report_disclaimer"])}</p>{_chart(told, texts)}'
        f"<p><small>{escape(texts['message_report_legend'])}</small></p>"
        f"<h2>{escape(texts['message_report_weeks'])}</h2><table><tr>{head}</tr>{rows}</table>"
        f"<h2>{escape(texts['message_report_numbers'])}</h2><table>{said}</table>"
        f"<h2>{escape(texts['message_report_questions'])}</h2><ul>{questions}</ul>"
        f"<h2>{escape(texts['message_report_log'])}</h2><table>{_log(told, texts, notes=notes)}</table></body></html>"
    )


def _row(*cells: object) -> str:
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"


def _log(told: Report, texts: Texts, *, notes: bool) -> str:
    rows = []
    for entry in told.entries:
        note = entry.note if notes and isinstance(entry, PainEntry) and entry.note else ""
        rows.append(_row(moment_text(entry.happened_at), sentence(entry, texts) or "", note))
    return "".join(rows)


def _chart(told: Report, texts: Texts) -> str:
    shown = days(told)

    def x(share: float) -> float:
        return round(_LEFT + share * (_WIDTH - _LEFT - 10), 1)

    def y(share: float) -> float:
        return round(10 + (1 - share) * (_HEIGHT - _BOTTOM - 10), 1)

    parts = [
        f'<line x1="{x(0)}" x2="{x(1)}" y1="{y(score / 10)}" y2="{y(score / 10)}" stroke="#ccc"/>'
        f'<text x="2" y="{y(score / 10) + 4}" font-size="12">{score}</text>'
        for score in (0, 2, 4, 6, 8, 10)
    ]
    for day in shown:
        if day.low is not None and day.high is not None:
            parts.append(
                f'<line x1="{x(day.x)}" x2="{x(day.x)}" y1="{y(day.low)}" y2="{y(day.high)}" stroke="#888"'
                ' stroke-width="3"/>'
            )
        if day.mean is not None:
            parts.append(f'<circle cx="{x(day.x)}" cy="{y(day.mean)}" r="3"/>')
        if day.heats:
            parts.append(f'<path d="M{x(day.x) - 4} {_HEIGHT - 22}h8l-4 -8z"/>')
    parts += [
        f'<line x1="{x(ax)}" y1="{y(ay)}" x2="{x(bx)}" y2="{y(by)}" stroke="#000" stroke-width="1.5"/>'
        for (ax, ay), (bx, by) in lines(shown)
    ]
    parts += [
        f'<text x="{min(x(share), _WIDTH - 70)}" y="{_HEIGHT - 4}" font-size="11">{day_text(day)}</text>'
        for share, day in ticks(told)
    ]
    label = escape(texts["message_report_legend"])
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
