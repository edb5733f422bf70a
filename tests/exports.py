"""What an export of a store holds, for tests that compare two."""

import io
import zipfile


def held(export: bytes) -> dict[str, bytes]:
    """The parts of an export but for the trail, to which exporting and importing themselves add a line, and the manifest that counts it."""
    with zipfile.ZipFile(io.BytesIO(export)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in ("audit.jsonl", "manifest.json")}
