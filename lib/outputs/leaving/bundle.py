"""Several files as one."""

import io
import zipfile
from collections.abc import Mapping

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of every file: the earliest that a zip can hold. The same files give the same bytes."""


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Files, by their names, as a .zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _FIRST), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()
