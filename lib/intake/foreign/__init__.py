"""Workbooks in layouts of their own: what their words, marks and columns mean."""
