"""The page Audit trail as a script runs it."""

import pandas as pd
import pytest

from lib import store
from pages.shared import data, trail
from tests.test_page_gaps import html
from tests.test_pages import forget, opened


@pytest.fixture(autouse=True)
def new_process():
    forget()
    yield
    forget()


def test_the_matrices_that_came_with_the_product_were_published_by_it_and_by_nobody_else():
    shown = html(opened("pages/manage/audit.py"))
    assert shown.count(">The dashboard itself (shipped workbook)<") == len(store.latest_stamp(data.opened())) > 0


def test_the_file_says_so_too():
    found: pd.DataFrame = trail.table(store.audit(data.opened()))
    assert set(found["Name"]) == {"The dashboard itself (shipped workbook)"}
