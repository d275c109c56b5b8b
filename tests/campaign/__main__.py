"""Runs a campaign from the command line."""

from tests.campaign.campaign import main

if __name__ == "__main__":
    raise SystemExit(main())
