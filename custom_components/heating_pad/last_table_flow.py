"""The way out for somebody who was removed: fetch the last table, or discard it."""

from html import escape

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .diary_export import discard_last, last_link


class LastTableFlow(RepairsFlow):
    """Offers the last table of somebody who was removed."""

    def __init__(self, issue: str, token: str, name: str) -> None:
        """Remember which table it is."""
        self._issue = issue
        self._token = token
        self._name = name

    async def async_step_init(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Begin; what comes along was not typed by anybody."""
        return await self.async_step_table()

    async def async_step_table(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Show the link; whoever sends the form needs the table no more."""
        if user_input is not None:
            discard_last(self.hass, self._token)
            return self.async_create_entry(data={})
        found = last_link(self.hass, self._token)
        if found is None:
            ir.async_delete_issue(self.hass, DOMAIN, self._issue)
            return self.async_abort(reason="table_gone")
        address, filename, until = found
        return self.async_show_form(
            step_id="table",
            description_placeholders={
                "name": self._name,
                # A new window: the frontend would take the address for one of its own pages.
                "link": f'<a href="{escape(address)}" target="_blank">{escape(filename)}</a>',
                "until": dt_util.as_local(until).strftime("%H:%M"),
            },
        )
