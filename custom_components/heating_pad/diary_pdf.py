"""A diary as one or two pages to print: readable in black and white, on A4 or Letter."""

from pathlib import Path
from typing import override
from unicodedata import category, normalize

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont

from .diary_chart import days, lines, ticks
from .diary_report import Report
from .diary_words import QUESTIONS, Texts, day_text, facts, moment_text, number_text, sentence
from .engine.diary import PainEntry

_FONTS = Path(__file__).parent / "fonts"
_FONT = "page"
_MARGIN_MM = 16.0
_CHART_MM = 62.0
_WEEKS_MOST = 13
_NOTES_MOST = 14
_LINE_MM = 5.0
UNDRAWN = "\u25a1"
"""Stands for a letter that the font does not have."""
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Kinds of characters that only change the letter before them; without it they are nothing."""
_QUESTIONS_MM = 90.0
"""What the questions and a last note need."""


class _Page(FPDF):
    """A page whose foot says what it is."""

    foot = ""
    undrawn = False
    """Something stands on it that the font has no letter for."""

    @override
    def footer(self) -> None:
        """Write the foot."""
        self.set_y(-12)
        self.set_font(_FONT, size=7)
        self.cell(0, 4, f"{self.foot}  ·  {self.page_no()}", align="C")


def to_pdf(told: Report, texts: Texts, *, paper: str, notes: bool) -> bytes:
    """Write the pages."""
    page = _Page(format=paper, unit="mm")
    page.add_font(_FONT, fname=_FONTS / "DejaVuSansCondensed.ttf")
    page.add_font(_FONT, style="B", fname=_FONTS / "DejaVuSansCondensed-Bold.ttf")
    page.set_margin(_MARGIN_MM)
    page.set_auto_page_break(auto=True, margin=_MARGIN_MM)
    page.foot = texts["message_report_foot"].format(made=moment_text(told.made))
    title = texts["message_report_title"].format(name=told.name)
    page.set_title(title)
    page.set_creation_date(told.made)
    page.add_page()
    page.set_font(_FONT, "B", 15)
    _line(page, _fitting(page, title), 8)
    page.set_font(_FONT, size=9)
    _line(page, f"{moment_text(told.start)} – {moment_text(told.end)}", _LINE_MM)
    page.set_font(_FONT, size=7.5)
    _paragraph(page, texts["message_report_disclaimer"], 3.8)
    page.ln(2)
    _chart(page, told)
    page.set_font(_FONT, size=7.5)
    _paragraph(page, texts["message_report_legend"], 3.8)
    _weeks(page, told, texts)
    _heading(page, texts["message_report_numbers"])
    for label, value in facts(told, texts):
        _pair(page, label, value)
    if notes:
        _notes(page, told, texts)
    _heading(page, texts["message_report_questions"])
    page.set_font(_FONT, size=9)
    for key in QUESTIONS:
        _paragraph(page, f"•  {texts[key]}", _LINE_MM)
    if page.undrawn:
        page.ln(2)
        page.set_font(_FONT, size=7.5)
        _paragraph(page, texts["message_report_undrawn"].format(sign=UNDRAWN), 3.8)
    return bytes(page.output())


def _line(page: _Page, text: str, height: float) -> None:
    page.cell(0, height, _drawn(page, text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _paragraph(page: _Page, text: str, height: float) -> None:
    page.multi_cell(0, height, _drawn(page, text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _drawn(page: _Page, text: str) -> str:
    """Replace what the font has no letter for; the library would write it to the log."""
    font = page.fonts[_FONT]
    known = font.cmap if isinstance(font, TTFFont) else {}
    letters = [each for each in normalize("NFC", text) if ord(each) in known or category(each) not in _UNSEEN]
    drawn = "".join(each if ord(each) in known else UNDRAWN for each in letters)
    page.undrawn |= drawn.count(UNDRAWN) > text.count(UNDRAWN)
    return drawn


def _fitting(page: _Page, text: str) -> str:
    text = _drawn(page, text)
    while text and page.get_string_width(text) > page.epw:
        text = text[:-2] + "…"
    return text


def _heading(page: _Page, text: str) -> None:
    if page.will_page_break(24):
        page.add_page()
    page.ln(3)
    page.set_font(_FONT, "B", 10.5)
    _line(page, text, 6)


def _pair(page: _Page, label: str, value: str) -> None:
    page.set_font(_FONT, size=9)
    left = page.epw * 0.36
    top = page.get_y()
    if page.will_page_break(_LINE_MM * 2):
        page.add_page()
        top = page.get_y()
    page.multi_cell(left - 2, _LINE_MM, _drawn(page, label), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    below = page.get_y()
    page.set_xy(page.l_margin + left, top)
    page.multi_cell(page.epw - left, _LINE_MM, _drawn(page, value), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.set_y(max(page.get_y(), below))


def _chart(page: _Page, told: Report) -> None:
    left, top = page.l_margin + 6, page.get_y()
    width, height = page.epw - 6, _CHART_MM - 12
    shown = days(told)

    def x(share: float) -> float:
        return left + share * width

    def y(share: float) -> float:
        return top + (1 - share) * height

    page.set_font(_FONT, size=7)
    page.set_line_width(0.1)
    page.set_draw_color(190)
    for score in (0, 2, 4, 6, 8, 10):
        page.line(x(0), y(score / 10), x(1), y(score / 10))
        page.text(page.l_margin, y(score / 10) + 1, str(score))
    page.set_draw_color(140)
    page.set_line_width(0.7)
    for day in shown:
        if day.low is not None and day.high is not None and day.low < day.high:
            page.line(x(day.x), y(day.low), x(day.x), y(day.high))
    page.set_draw_color(0)
    page.set_fill_color(0)
    page.set_line_width(0.3)
    for (ax, ay), (bx, by) in lines(shown):
        page.line(x(ax), y(ay), x(bx), y(by))
    for day in shown:
        if day.mean is not None:
            page.circle(x(day.x), y(day.mean), 0.6, style="F")
        if day.heats:
            foot = top + height + 4
            page.polygon([(x(day.x) - 1, foot), (x(day.x) + 1, foot), (x(day.x), foot - 2)], style="F")
    for share, marked in ticks(told):
        text = day_text(marked)
        page.text(min(x(share), x(1) - page.get_string_width(text)), top + height + 8, text)
    page.set_y(top + _CHART_MM - 2)


def _weeks(page: _Page, told: Report, texts: Texts) -> None:
    if not told.weeks:
        return
    _heading(page, texts["message_report_weeks"])
    heads = ("week", "best", "worst", "mean", "days", "entries")
    width = page.epw / len(heads)
    page.set_font(_FONT, "B", 8)
    for name in heads:
        page.cell(width, 4.6, _cut(page, _drawn(page, texts[f"message_report_{name}"]), width), border="B")
    page.ln()
    page.set_font(_FONT, size=8.5)
    for week in told.weeks[-_WEEKS_MOST:]:
        cells = (day_text(week.monday), week.best, week.worst, number_text(week.mean), week.days, week.entries)
        for cell in cells:
            page.cell(width, 4.4, str(cell))
        page.ln()


def _cut(page: _Page, text: str, width: float) -> str:
    while text and page.get_string_width(text) > width - 2:
        text = text[:-1]
    return text


def _notes(page: _Page, told: Report, texts: Texts) -> None:
    noted = [entry for entry in told.pain if isinstance(entry, PainEntry) and entry.note]
    if not noted:
        return
    _heading(page, texts["message_report_notes"])
    shown = 0
    for entry in reversed(noted[-_NOTES_MOST:]):
        if page.page_no() > 1 and page.get_y() > page.h - _QUESTIONS_MM:
            break  # the questions stand on the second page, always
        said = " ".join((entry.note or "").split())
        cut = said if len(said) <= 240 else f"{said[:240]}…"  # noqa: PLR2004 - some lines; all of it is in the other formats
        _pair(page, moment_text(entry.happened_at), f"{sentence(entry, texts)}: {cut}")
        shown += 1
    if shown < len(noted):
        page.set_font(_FONT, size=7.5)
        _paragraph(page, texts["message_report_more_notes"].format(n=len(noted) - shown), 3.8)
