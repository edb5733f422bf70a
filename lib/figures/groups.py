"""The cells of countries that several regions' matrices tell of: a bureau's, a conference's, a route's."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from lib.figures.coverage import cells
from lib.model import REGION_WIDE, About, Matrix
from lib.places import Places

_NOWHERE = Matrix(About(""))


def cells_of(countries: Iterable[str], matrices: Mapping[str, Matrix], places: Places, points: Sequence[str]) -> pd.DataFrame:
    """The `cells` of countries (ISO3, in the order given), each by the matrix of the region in which it is declared; without a region-wide row, which is
    one region's. A country of no region, or of one without a matrix, is unknown. `matrices` are by region.
    """
    home = {country: region.id for region in places.regions for country in region.countries}
    found = [cells(matrices.get(home.get(country, ""), _NOWHERE), [country], points) for country in countries]
    together = pd.concat(found, ignore_index=True) if found else cells(_NOWHERE, [], points)
    return together[together["place"] != REGION_WIDE].reset_index(drop=True)
