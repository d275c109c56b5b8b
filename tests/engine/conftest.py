"""Load the engine alone, as the package `engine`, without Home Assistant around it."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from hypothesis import settings

ENGINE = Path(__file__).parents[2] / "custom_components" / "heating_pad" / "engine"


def _load_engine() -> None:
    """Importing it by its full name would run the integration's own `__init__` first."""
    spec = spec_from_file_location("engine", ENGINE / "__init__.py", submodule_search_locations=[str(ENGINE)])
    if spec is None or spec.loader is None:
        raise ImportError(ENGINE)
    module = module_from_spec(spec)
    sys.modules["engine"] = module
    spec.loader.exec_module(module)


_load_engine()

# Slow machines are not failures, and a run can be repeated.
settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repeatable")
