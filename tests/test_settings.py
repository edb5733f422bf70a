"""docs/settings.md names every setting, and no setting that is none."""

import re
from pathlib import Path

from streamlit import config

from lib.commands import doctor
from lib.commands.served import LOOPBACK, NEEDED, SHORTEST_SECRET
from pages.shared import who
from tests.test_house import OURS, ROOT, sources

PAGE = (ROOT / "docs/settings.md").read_text()


def named_in(text: str, beginning: str) -> set[str]:
    return set(re.findall(rf"\b{beginning}_[A-Z_]+\b", text))


def in_code() -> set[str]:
    """The variables that the product reads, but for where it only lists them."""
    paths = [path for path in sources(*OURS, "serving") if path != Path(doctor.__file__)]
    return {name for path in paths for name in re.findall(r"environ(?:\.get\(|\[)\"(MATRICES_[A-Z_]+)", path.read_text())}


def test_every_setting_stands_on_its_page_and_the_other_way_round() -> None:
    assert len(in_code()) >= 8
    assert named_in(PAGE, "MATRICES") == in_code() == set(doctor.SETTINGS)


def test_the_settings_that_a_deployment_makes_stand_on_the_page() -> None:
    deployed = "".join((ROOT / "deploy" / name).read_text() for name in ("compose.yaml", "matrices@.service", "Containerfile"))
    assert named_in(deployed, "(?:MATRICES|STREAMLIT)") <= named_in(PAGE, "(?:MATRICES|STREAMLIT)")
    for name in ("PGPASSFILE", "FORWARDED_ALLOW_IPS"):
        assert name in deployed and f"`{name}`" in PAGE


def test_every_variable_of_streamlit_on_the_page_is_one_that_it_reads() -> None:
    known = {option.env_var for option in config._config_options_template.values()}
    assert named_in(PAGE, "STREAMLIT") - {"STREAMLIT_SECTION_NAME"} <= known


def test_doctor_asks_of_a_sign_in_what_the_start_asks() -> None:
    assert (NEEDED, SHORTEST_SECRET) == (who._NEEDED, who._SHORTEST_SECRET)
    assert "127.0.0.1" in LOOPBACK
