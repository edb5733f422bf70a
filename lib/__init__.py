"""Implementation matrices of mixed-movement frameworks: read, counted, drawn and written.

A workbook walks one way through the folders: intake → figures → charts → pages and outputs. What stands to the left never imports what stands
to the right (enforced by import-linter); nothing here knows Streamlit.
"""
