"""The store under more writers and more kills than fit into every run. `make faults` runs this."""

from tests.writers import acknowledged_survive_kills, everyone_gets_through, everyone_starts


def test_sixteen_writers_of_fifty_edits_each_lose_nothing_and_all_get_through(address: str) -> None:
    everyone_gets_through(address, writers=16, edits=50)


def test_two_hundred_and_fifty_kills_leave_what_was_acknowledged_whole_and_nothing_half(address: str) -> None:
    acknowledged_survive_kills(address, times=250, seed=1)


def test_twelve_dashboards_that_start_at_the_same_moment_publish_each_shipped_workbook_once(address: str) -> None:
    everyone_starts(address, processes=12)
