"""The pieces of one cell's text: items, what introduces them, and the countries and statuses that lines open with."""

import pytest

from lib.intake.foreign.texts import repaired


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("protecciÃ³n", "protección"),
        ("Â¿QuÃ©?", "¿Qué?"),
        ("lâ€™asile", "l’asile"),
        ("Â«loiÂ»", "«loi»"),
        ("&eacute;t&eacute;", "été"),
        ("&amp;eacute;t&#233;", "été"),
        ("proteccioacuten", "protección"),
        ("nintildeos", "niños"),
    ],
)
def test_a_text_that_was_saved_in_another_encoding_is_read_as_it_was_meant(written: str, meant: str) -> None:
    assert repaired(written) == meant


@pytest.mark.parametrize("text", ["Ãx", "¿Qué?", "R&D; a centre", "A law & a centre", "sacute"])
def test_a_text_that_only_looks_so_stays_as_it_is(text: str) -> None:
    assert repaired(text) == text


def test_a_text_that_was_escaped_a_thousand_times_is_read_all_the_same() -> None:
    assert repaired("&" + "amp;" * 5000).startswith("&amp;amp;")
