"""What do we tell whom? A briefing on regions or other groups: what it says, and the ways to take it away in a form that can be edited."""

import streamlit as st

from pages.shared import address, briefing, briefing_preview, glossary, languages, paper, take_away
from pages.shared.data import say

st.title(say("page.briefing"), anchor=False)

with st.container(horizontal=True):
    about = briefing.choose_about()
    sections = briefing.choose_sections()
    language = briefing.choose_language()
with st.container(horizontal=True, vertical_alignment="center"):
    if any(group.demonstration for group in about):
        st.badge(say("workbook.demonstration"), color="orange")
    internal = briefing.has_own(about) and address.switch("internal", say("briefing.with_internal"))
    glossary.offer("grouping", "assessed", "recorded", "not_assessed", "good_practice", "action", "as_of")
if not about:
    with paper.off("choose"):
        st.info(say("briefing.about.choose"), icon=":material/touch_app:")
elif choice := briefing.chosen(about, sections, language, internal):
    if choice.internal:
        st.warning(say("briefing.with_internal.warning"), icon=":material/lock:")
    elif internal:
        st.info(say("briefing.with_internal.none"), icon=":material/lock_open:")
    with paper.off("take-away"):
        st.header(say("briefing.take_away"), anchor="take-away")
        asked = take_away.show(choice)
        st.header(say("briefing.preview"), anchor="preview")
    languages.say_as_written(language)
    briefing_preview.show(briefing.told(choice), language)
    if asked:
        take_away.make(asked, choice)
