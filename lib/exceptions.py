"""The errors that mean "we cannot go on". Bad data is a Finding instead (lib/model.py).

MatricesError
├── FrameworkError     matrices/framework.toml cannot be used
├── UnknownRegion      no declared region has this identifier
└── UnknownText        a Message has no text in the catalogue
"""


class MatricesError(Exception):
    """The root: catch this to catch all of ours."""


class FrameworkError(MatricesError):
    """framework.toml is missing something, or names a status that the product does not know."""


class UnknownRegion(MatricesError):
    """No declared region has this identifier."""


class UnknownText(MatricesError):
    """A Message names a text that no catalogue holds: a programming error, shown by tests."""
