"""Real automations in the simulated home, and what they heard."""

from typing import Any

from homeassistant.core import Event, HomeAssistant
from homeassistant.setup import async_setup_component

HEARD = "test_heard"


class Automations:
    """Automations that tell the bus what triggered them."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass
        self.heard: list[dict[str, Any]] = []
        hass.bus.async_listen(HEARD, self._hear)

    def _hear(self, event: Event) -> None:
        self.heard.append(dict(event.data))

    async def build(self, *automations: dict[str, Any]) -> None:
        """Set up automations as they stand in a configuration."""
        assert await async_setup_component(self.hass, "automation", {"automation": list(automations)})
        await self.hass.async_block_till_done()
        assert len(self.hass.states.async_entity_ids("automation")) == len(automations)
        for entity_id in self.hass.states.async_entity_ids("automation"):
            state = self.hass.states.get(entity_id)
            assert state is not None
            assert state.state == "on", entity_id

    async def listen(self, target: dict[str, Any], **triggers: dict[str, Any]) -> None:
        """Set up one automation for each of our triggers, by name, with its options."""
        await self.build(*(tells(f"heating_pad.{name}", target, options) for name, options in triggers.items()))

    @property
    def names(self) -> list[str]:
        """The triggers that fired, in order."""
        return [each["trigger"].removeprefix("heating_pad.") for each in self.heard]


def tells(trigger: str, target: dict[str, Any], options: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return an automation that tells what triggered it."""
    fields = ("name", "entity_id", "device_id", "session", "reason", "waiting_for", "score")
    return {
        "alias": f"{trigger} {options or ''}",
        "triggers": [{"trigger": trigger, "target": target, "options": options or {}}],
        "actions": [
            {
                "event": HEARD,
                "event_data": {
                    "trigger": "{{ trigger.platform }}",
                    "description": "{{ trigger.description }}",
                    **{field: f"{{{{ trigger.{field} | default(none) }}}}" for field in fields},
                },
            }
        ],
        "mode": "queued",
    }


def asks(condition: str, target: dict[str, Any], options: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return an automation that tells, when `test_ask` happens, whether a condition of ours holds."""
    return {
        "alias": f"{condition} {options or ''}",
        "triggers": [{"trigger": "event", "event_type": "test_ask"}],
        "conditions": [{"condition": condition, "target": target, "options": options or {}}],
        "actions": [{"event": HEARD, "event_data": {"trigger": condition}}],
    }
