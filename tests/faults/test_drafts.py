"""What is recorded in a planning session under more recorders and more kills than fit into every run. `make faults` runs this."""

from tests.recorders import everyone_is_heard, what_was_acknowledged_survives_kills


def test_twelve_recorders_of_forty_edits_each_are_all_heard(address: str) -> None:
    everyone_is_heard(address, writers=12, edits=40)


def test_a_hundred_kills_lose_nothing_that_was_acknowledged(address: str) -> None:
    what_was_acknowledged_survives_kills(address, times=100, seed=1)
