"""What every test needs."""

from pathlib import Path

import pytest

# Taken here first, else the test plugin's own folder of this name wins and the integration is "not found".
import custom_components  # noqa: F401

INTEGRATION = Path(__file__).parent / "integration"


@pytest.fixture(autouse=True)
def _our_integration(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load custom integrations, where there is a Home Assistant."""
    if request.path.is_relative_to(INTEGRATION):
        if "recorder_mock" in request.fixturenames:
            request.getfixturevalue("recorder_mock")  # wants to be there before Home Assistant
        request.getfixturevalue("enable_custom_integrations")
