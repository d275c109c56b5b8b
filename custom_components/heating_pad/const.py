"""Names of the integration."""

from typing import Final

DOMAIN: Final = "heating_pad"

KIND_ELECTRIC_PAD: Final = "electric_pad"

# Entry data
CONF_KIND: Final = "kind"
CONF_PLUG: Final = "plug"
CONF_TEMPERATURE_SENSOR: Final = "temperature_sensor"
CONF_POWER_SENSOR: Final = "power_sensor"
CONF_OCCUPANCY_SENSOR: Final = "occupancy_sensor"
CONF_IDENTITIES: Final = "identities"
"""By source: domain, platform and unique id, for the case that the registry loses an id."""
CONF_RATED_POWER: Final = "rated_power"
CONF_SENSOR_PLACEMENT: Final = "sensor_placement"
CONF_CONTROLLER: Final = "controller"
CONF_PAD_SETTING: Final = "pad_setting"
CONF_ACKNOWLEDGED: Final = "acknowledged"

# Entry options
CONF_SESSION_MINUTES: Final = "session_minutes"
CONF_RAMP_MINUTES: Final = "ramp_minutes"
CONF_LEVEL: Final = "level"
CONF_REST_MINUTES: Final = "rest_minutes"
CONF_HEATED_MINUTES: Final = "heated_minutes_a_day"
CONF_SESSIONS: Final = "sessions_a_day"
CONF_SOFT_LIMIT: Final = "soft_limit"
CONF_SENSOR_SILENCE: Final = "sensor_silence"
CONF_UNATTENDED_START: Final = "unattended_start"
CONF_CONFIRM_START: Final = "confirm_start"
CONF_CONFIRM_BARRIER: Final = "confirm_barrier"
CONF_CHECK_IN: Final = "check_in"
CONF_ABSENCE_MINUTES: Final = "absence_minutes"
CONF_ADOPT: Final = "adopt"
CONF_AUTO_OFF: Final = "auto_off"
CONF_ARM_ACTIONS: Final = "arm_actions"
CONF_READY: Final = "ready"
CONF_GUIDED_TEST: Final = "guided_test"
CONF_SENSOR_LAG: Final = "sensor_lag"
CONF_SENSOR_EVERY: Final = "sensor_every"
CONF_ALLOWED_USERS: Final = "allowed_users"

GUEST: Final = "guest"

# Actions
SERVICE_START_SESSION: Final = "start_session"
SERVICE_STOP_SESSION: Final = "stop_session"
SERVICE_EXTEND_SESSION: Final = "extend_session"
SERVICE_RESUME_SESSION: Final = "resume_session"
SERVICE_CONFIRM: Final = "confirm"
SERVICE_ACKNOWLEDGE_FAULT: Final = "acknowledge_fault"
SERVICE_TEST_AUTO_OFF: Final = "test_auto_off"

ATTR_DURATION: Final = "duration"
ATTR_LEVEL: Final = "level"
ATTR_TEMPERATURE: Final = "temperature"
ATTR_RAMP: Final = "ramp"
ATTR_PERSON: Final = "person"
ATTR_MINUTES: Final = "minutes"
ATTR_WHAT: Final = "what"
ATTR_SESSION: Final = "session"

EVENT_SESSION: Final = "heating_pad_session"
"""Bus event: everything the session event entity announces, with the entry's id."""
