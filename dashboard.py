"""The entry: page config, navigation, and what stands on every page."""

from pathlib import Path

import streamlit as st

from lib.exceptions import StoreError
from pages.shared import as_of, by_itself, languages, paper, signing_in
from pages.shared.address import arrive
from pages.shared.data import look_up, may, say, why
from pages.shared.listed import listed
from pages.shared.theme import STYLE, follow_theme

PAGES = Path(__file__).parent / "pages"

languages.settle()
st.set_page_config(page_title=say("app.title"), page_icon=str(PAGES / "shared" / "icon.png"), layout="wide")

let_in = signing_in.let_in()
page = st.navigation(
    {
        say("section.explore"): [
            listed(
                PAGES / "explore" / "overview.py", title=say("page.overview"), icon=":material/grid_on:", help=say("page.overview.help"), default=True
            ),
            listed(PAGES / "explore" / "coverage.py", title=say("page.coverage"), icon=":material/table_chart:", help=say("page.coverage.help")),
            listed(PAGES / "explore" / "gaps.py", title=say("page.gaps"), icon=":material/checklist:", help=say("page.gaps.help")),
            listed(PAGES / "explore" / "compare.py", title=say("page.compare"), icon=":material/compare_arrows:", help=say("page.compare.help")),
            listed(PAGES / "explore" / "country.py", title=say("page.country"), icon=":material/flag:", help=say("page.country.help")),
            listed(PAGES / "explore" / "practices.py", title=say("page.practices"), icon=":material/search:", help=say("page.practices.help")),
        ],
        say("section.plan"): [
            listed(PAGES / "plan" / "planning.py", title=say("page.planning"), icon=":material/groups:", help=say("page.planning.help")),
            listed(PAGES / "plan" / "progress.py", title=say("page.progress"), icon=":material/trending_up:", help=say("page.progress.help")),
            listed(PAGES / "plan" / "briefing.py", title=say("page.briefing"), icon=":material/description:", help=say("page.briefing.help")),
        ],
        say("section.manage"): [
            listed(PAGES / "manage" / "upload.py", title=say("page.upload"), icon=":material/upload_file:", help=say("page.upload.help")),
            listed(PAGES / "manage" / "history.py", title=say("page.history"), icon=":material/history:", help=say("page.history.help")),
            listed(
                PAGES / "manage" / "audit.py",
                title=say("page.audit"),
                icon=":material/policy:",
                help=say("page.audit.help"),
                visibility="visible" if let_in and may("audit") else "hidden",
            ),
        ],
        say("section.about"): [
            listed(PAGES / "about" / "method.py", title=say("page.method"), icon=":material/menu_book:", help=say("page.method.help")),
        ],
    },
    position="top" if let_in else "hidden",
)
st.html(STYLE + paper.STYLE)
arrive(page.url_path)
languages.choose()
if not let_in:
    signing_in.show()
    st.stop()
signing_in.tell()
try:
    shown = look_up(as_of.moment())
except StoreError as error:
    st.error(why(error), icon=":material/cloud_off:")
    st.stop()
as_of.tell(shown)
by_itself.tell_news()
head = paper.begin()
page.run()
paper.write(head, say(f"page.{page.url_path or 'overview'}"))

st.divider()
st.caption(say("app.disclaimer"))
follow_theme()
