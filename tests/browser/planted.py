"""What tests/browser/faulty.py plants. Apart from it: whoever imports that has a store that breaks."""

FOREIGN = "pages.example"
"""What a service on the internet would say that we are called, if it were asked."""
OF_A_CELL = "Zweiundvierzig-in-a-page"
