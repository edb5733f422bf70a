"""Find an activity by text, point, region, country, actor or year, among all regions' matrices.

The text is searched in the activity, its actors and source, its country's and its region's names in all languages. Limit worth knowing: an
activity that is found is no recommendation; only what an office marked as good practice is.
"""

from lib.search.facets import GOOD, NO_YEAR, Facet, Practice
from lib.search.index import Choices, Found, Index, index, search, searchable
from lib.search.words import found_in_words

__all__ = ["GOOD", "NO_YEAR", "Choices", "Facet", "Found", "Index", "Practice", "found_in_words", "index", "search", "searchable"]
