"""The pages, in the sections of the navigation. A page reads top to bottom: load, choose, call, draw. No page computes."""
