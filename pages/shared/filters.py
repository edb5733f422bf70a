"""The choices that pages share: region, grouping, points. Each is a parameter of the address."""

from lib.places import Region
from pages.shared import address
from pages.shared.data import framework, places, say


def region() -> Region:
    """Choose a region."""
    ids = [region.id for region in places().regions]
    return places().region(address.choose_one("region", say("filter.region"), ids, lambda id: say(f"region.{id}"), width=200))


def group(region: Region) -> str:
    """Choose a grouping to which some of a region's countries belong, or all of them: ""."""
    ids = ["", *(group.id for group in places().groups_within(region))]
    return address.choose_one("group", say("filter.group"), ids, lambda id: say(f"group.{id}") if id else say("filter.all_countries"), width=200)


def points() -> tuple[str, ...]:
    """Choose points; none chosen stands for all."""
    return address.choose_some("points", say("filter.points"), framework().point_ids, point_name, placeholder=say("filter.all_points"), width=170)


def point_name(id: str) -> str:
    """A point's number and short name."""
    return f"{id} {say(f'point.{id}.short')}"
