"""Who may read and change a diary: its own person, administrators, and the house itself."""

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from .const import DOMAIN
from .person import Person


async def async_may_use(hass: HomeAssistant, person: Person, context: Context | None) -> bool:
    """Whether a request may read or change this diary.

    A request without a user is an automation's or a script's, which only administrators write.
    """
    if context is None or context.user_id is None:
        return True
    user = await hass.auth.async_get_user(context.user_id)
    if user is None or not user.is_active or user.system_generated:
        return False
    return user.is_admin or user.id == linked_user(hass, person)


def linked_user(hass: HomeAssistant, person: Person) -> str | None:
    """Return the user who is this person, by the chosen person entity."""
    entity_id = person.config.person_entity
    state = None if entity_id is None else hass.states.get(entity_id)
    user_id = None if state is None else state.attributes.get("user_id")
    return user_id if isinstance(user_id, str) else None


async def async_check_access(hass: HomeAssistant, person: Person, context: Context | None) -> None:
    """Raise when a request may not use this diary."""
    if not await async_may_use(hass, person, context):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="diary_private",
            translation_placeholders={"name": person.name},
        )
