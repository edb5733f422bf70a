"""The errors that mean "we cannot go on". Bad data is a Finding instead (lib/model.py).

MatricesError
├── CannotBeDrawn      a chart cannot be made into a picture
├── CannotBeMerged     matrices of different regions, a file with errors, a matrix that says two things of one cell
├── CannotBeWritten    a text is longer than a cell of a workbook can hold
├── FrameworkError     matrices/framework.toml cannot be used
├── UnknownRegion      no declared region has this identifier
├── UnusableWorkbook   a workbook in the folder of matrices cannot be published as it is
└── UnknownText        a Message has no text in the catalogue
"""

from lib.model import Report


class MatricesError(Exception):
    """The root: catch this to catch all of ours."""


class CannotBeDrawn(MatricesError):
    """A chart cannot be made into a picture: it would load something from elsewhere, or its data are no data of a chart."""


class CannotBeMerged(MatricesError):
    """Matrices of different regions, a file with errors, or a matrix that says two things of one cell: what came of it would be wrong in silence."""


class CannotBeWritten(MatricesError):
    """A text is longer than a cell of a workbook can hold: cutting it would lose the rest in silence."""


class FrameworkError(MatricesError):
    """framework.toml is missing something, or names a status that the product does not know."""


class UnknownRegion(MatricesError):
    """No declared region has this identifier."""


class UnusableWorkbook(MatricesError):
    """A workbook in the folder of matrices has errors: showing it, or an empty matrix in its stead, would show wrong figures."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.file)
        self.report = report


class UnknownText(MatricesError):
    """A Message names a text that no catalogue holds: a programming error, shown by tests."""
