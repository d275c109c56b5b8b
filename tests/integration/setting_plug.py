"""A simulated plug that keeps an auto-off time as a setting: a number beside its switch, as Z-Wave or SONOFF plugs."""

from typing import override

from homeassistant.components.number import NumberEntity
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry, setup_test_component_platform

from tests.integration.home import PLUG, Home

NUMBER = "number.sofa_plug_auto_off_delay"
START_UP = "select.sofa_plug_power_on_behavior"


class SettingPlug(NumberEntity):
    """The setting of the home's plug: every ON counts down by it."""

    _attr_should_poll = False
    _attr_name = "Sofa plug auto-off delay"
    _attr_unique_id = "plug-1-auto_off"
    _attr_native_value = 0.0
    _attr_native_min_value = 0.0

    def __init__(self, home: Home, *, unit: str = "s", longest: float = 86_400) -> None:
        """Prepare; `build` puts it beside the plug."""
        self._home = home
        self._attr_native_unit_of_measurement = unit
        self._attr_native_max_value = longest
        self._off_s: float | None = None
        self.refuses = False
        """It takes no setting."""

    @classmethod
    async def build(cls, home: Home, *, unit: str = "s", longest: float = 86_400) -> SettingPlug:
        """Build the home with such a plug."""
        hass = home.hass
        await home.build()
        plug = cls(home, unit=unit, longest=longest)
        setup_test_component_platform(hass, "number", [plug])
        assert await async_setup_component(hass, "number", {"number": {"platform": "test"}})
        await hass.async_block_till_done()
        entry = MockConfigEntry(domain="other")
        entry.add_to_hass(hass)
        device = dr.async_get(hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("other", "plug")}, manufacturer="SONOFF", sw_version="1.0"
        )
        registry = er.async_get(hass)
        registry.async_get_or_create("select", "other", "plug_power_on_behavior", suggested_object_id=START_UP[7:])
        for entity_id in (PLUG, NUMBER, START_UP):
            registry.async_update_entity(entity_id, device_id=device.id)
        hass.states.async_set(START_UP, "off", {"options": ["off", "on"]})
        home.plug.before_command.append(plug.commanded)
        home.every_second.append(plug.tick)
        return plug

    @property
    def counts_s(self) -> float:
        """After how many seconds an ON ends; 0 means never."""
        return float(self._attr_native_value or 0) * (60 if self._attr_native_unit_of_measurement == "min" else 1)

    @override
    async def async_set_native_value(self, value: float) -> None:
        if self.refuses:
            raise HomeAssistantError("not today")
        self._attr_native_value = value
        self.async_write_ha_state()

    def commanded(self, on: bool) -> None:
        """Count down from an ON."""
        self._off_s = self._home.clock.boot_s + self.counts_s if on and self.counts_s else None

    def tick(self) -> None:
        """Switch off in the end."""
        if self._off_s is not None and self._home.clock.boot_s >= self._off_s:
            self._off_s = None
            self._home.pad.command(on=False)
