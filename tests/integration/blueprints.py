"""Blueprints in the simulated home: loaded by Home Assistant, filled in like its form does, and running."""

from pathlib import Path
from shutil import copy
from typing import Any

from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.automations import HEARD, Automations
from tests.integration.home import Home
from tests.integration.test_messages import Phone

SHIPPED = Path(__file__).parents[2] / "blueprints/automation/heating_pad"
NAMES = sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def put(hass: HomeAssistant, name: str) -> None:
    """Put a blueprint where Home Assistant looks for it."""
    folder = Path(hass.config.path("blueprints/automation/heating_pad"))
    folder.mkdir(parents=True, exist_ok=True)
    copy(SHIPPED / f"{name}.yaml", folder)


class Blueprints(Automations):
    """Automations made from our blueprints, and what came of them."""

    def __init__(self, home: Home) -> None:
        super().__init__(home.hass)
        self.home = home
        self.phone = Phone(home)
        entry = MockConfigEntry(domain="mobile_app", title="Phone")
        entry.add_to_hass(home.hass)
        device = dr.async_get(home.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("mobile_app", "phone")}, name="Phone"
        )
        self.phone_id = device.id
        self.complaints_expected: list[str] = []
        """Parts of what Home Assistant may write into its log."""

    async def use(self, name: str, **inputs: Any) -> None:
        """Make an automation from a blueprint; what is not given is the form's default."""
        put(self.hass, name)
        loaded = await async_get_blueprints(self.hass).async_get_blueprint(f"heating_pad/{name}.yaml")
        assert loaded.validate() is None
        assert set(inputs) <= set(loaded.inputs)
        await self.build({"alias": name, "use_blueprint": {"path": f"heating_pad/{name}.yaml", "input": inputs}})
        self.home.threads.leave_waiting = True
        await self.home.run(1)

    async def leave(self) -> None:
        """Switch the automations off: they wait for times that do not come."""
        for entity_id in self.hass.states.async_entity_ids("automation"):
            await self.hass.services.async_call("automation", "turn_off", {"entity_id": entity_id}, blocking=True)
        self.home.threads.leave_waiting = False

    @property
    def asked(self) -> list[str]:
        """Texts the phone has shown, in order."""
        return self.phone.texts

    @property
    def buttons(self) -> list[str]:
        """What is written on the newest question."""
        return [action["title"] for action in self.phone.shown[-1].get("data", {}).get("actions", [])]

    @property
    def taken_back(self) -> bool:
        """Whether the newest question was cleared from the phone."""
        return bool(self.phone.shown) and self.phone.shown[-1]["message"] == "clear_notification"

    async def press(self, title: str, **answer: Any) -> None:
        """Press a button on the phone, typing something where it asks."""
        await self.press_action(self.phone.button(title), **answer)

    async def press_action(self, action: str, **answer: Any) -> None:
        """Press a button that may be gone by now; the automations that wait meanwhile go on waiting."""
        self.hass.bus.async_fire(
            "mobile_app_notification_action", {"action": action, **answer}, context=self.home.person
        )
        await self.home.run(2)


def tell(what: str) -> list[dict[str, Any]]:
    """Return actions that tell the test, with a template's value."""
    return [{"event": HEARD, "event_data": {"trigger": what}}]
