"""Names of the simulated pad."""

from datetime import timedelta
from typing import Final

DOMAIN: Final = "simulated_pad"
MANUFACTURER: Final = "Heating Pad demo"

CONF_COVERED: Final = "covered"
CONF_RATED_POWER: Final = "rated_power"
CONF_THERMOMETER: Final = "thermometer"

TICK: Final = timedelta(seconds=1)
REPORT_EVERY_S: Final = 10.0
RESPONSE_S: Final = 0.3
