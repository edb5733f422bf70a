"""Files as a .zip, and packages of Office packed anew: the same content gives the same bytes, whenever it is made."""

import io
import zipfile
from collections.abc import Callable, Mapping

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of every file: the earliest that a zip can hold."""


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Files, by their names, as a .zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _FIRST), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def finished(save: Callable[[io.BytesIO], object]) -> bytes:
    """A document or deck as bytes: what `save` writes, without the time at which it was written."""
    written = io.BytesIO()
    save(written)
    with zipfile.ZipFile(written) as parts:
        return bundle({part: parts.read(part) for part in parts.namelist()})
