"""The workflows run what people run, pinned, and with no more rights than they need."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.validation.files import ROOT, WORKFLOWS, read

FILES = sorted(WORKFLOWS.glob("*.yml"))


def steps(path: Path) -> list[dict[str, Any]]:
    """Return all steps of all jobs."""
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def everything() -> str:
    """Return all commands of all workflows."""
    return "\n".join(step.get("run", "") for path in FILES for step in steps(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_to_a_version(path: Path) -> None:
    for step in steps(path):
        if "uses" in step:
            assert re.search(r"@(v?\d+(\.\d+)*|[0-9a-f]{40})$", step["uses"]), step["uses"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rights_are_asked_for_by_job_and_every_job_ends(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 360, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_script_that_is_run_is_there(path: Path) -> None:
    for step in steps(path):
        for script in re.findall(r"(?<![\w/.])(?:scripts/\w+(?:\.py)?|\.ci/run)", step.get("run", "")):
            assert (ROOT / script).stat().st_mode & 0o111, script


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_others_write_is_never_part_of_a_command(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.parametrize(
    "command",
    [
        "scripts/lint",
        "scripts/test",
        "scripts/us_units",
        "scripts/beta",
        "scripts/card --check",
        "scripts/browser",
        "scripts/campaign --episodes 10000",
        "--real 500",
        "scripts/release.py zip",
        "scripts/lock",
        "gh issue create",
    ],
)
def test_everything_is_run_somewhere(command: str) -> None:
    assert command in everything()


def test_hassfest_and_hacs_look_every_day() -> None:
    validate = WORKFLOWS / "validate.yml"
    used = {step["uses"].split("@")[0] for step in steps(validate) if "uses" in step}
    assert {"home-assistant/actions/hassfest", "hacs/action"} <= used
    assert read(validate)["on"]["schedule"]


def test_the_coming_version_holds_nobody_up() -> None:
    jobs = read(WORKFLOWS / "ci.yml")["jobs"]
    assert [name for name, job in jobs.items() if job.get("continue-on-error")] == ["beta"]


def test_nothing_that_is_looked_after_is_forgotten_by_dependabot() -> None:
    looked_after = {
        (each["package-ecosystem"], each["directory"]) for each in read(ROOT / ".github/dependabot.yml")["updates"]
    }
    assert looked_after == {("github-actions", "/"), ("npm", "/card"), ("docker", "/.devcontainer")}


def test_a_report_of_a_plug_names_every_family_that_is_known() -> None:
    form = read(ROOT / ".github/ISSUE_TEMPLATE/3-plug-or-pad.yml")
    (family,) = [each for each in form["body"] if each.get("id") == "family"]
    offered = " ".join(family["attributes"]["options"]).lower()
    finders = (ROOT / "custom_components/heating_pad/plug/detect.py").read_text(encoding="utf-8")
    known = set(re.findall(r"from \.(\w+) import \w*_auto_off$", finders, flags=re.MULTILINE)) - {"persistent"}
    assert len(known) > 5
    assert [name for name in sorted(known) if name not in offered] == []
