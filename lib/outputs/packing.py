"""Files as a .zip, and packages of Office packed anew: the same content gives the same bytes, whenever it is made."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of every file: the earliest that a zip can hold."""
_FIRST_PACKED = struct.pack("<2H", 0, 1 << 5 | 1)
"""The same as a zip writes it: two seconds, minutes and hours; day, month and years since 1980."""


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
    data = bytearray(written.getvalue())
    with zipfile.ZipFile(written) as package:
        at = package.start_dir
        for part in package.infolist():  # each bears its time twice: before it, and in the list of all at the end
            data[part.header_offset + 10 : part.header_offset + 14] = data[at + 12 : at + 16] = _FIRST_PACKED
            at += 46 + sum(struct.unpack_from("<3H", data, at + 28))
    return bytes(data)
