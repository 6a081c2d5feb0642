"""Makes the image of a signature small and plain enough to keep and to print; it knows neither whose it is nor a vault.

A photograph carries more than a signature: place, time and machine stand in its file. Only the picture is kept.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from escc_desktop.errors import SealError

PNG = "image/png"
LARGEST = (900, 300)
"""Width and height in pixels of what is kept: at 300 to the inch the room of the column twice over."""
MOST_PIXELS = 50_000_000
_UNREADABLE = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning,
    Image.DecompressionBombError,
)  # fmt: skip


def small_image(data: bytes) -> bytes:
    """Return the picture in ``data`` (PNG or JPEG) as a small grey PNG. Raises SealError SPECIMEN_UNREADABLE."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise SealError("SPECIMEN_UNREADABLE")
                picture = ImageOps.exif_transpose(found).convert("RGBA")
    except _UNREADABLE as problem:
        raise SealError("SPECIMEN_UNREADABLE") from problem
    white = Image.new("RGBA", picture.size, "white")
    grey = Image.alpha_composite(white, picture).convert("L")
    grey.thumbnail(LARGEST)
    kept = io.BytesIO()
    grey.save(kept, "PNG", optimize=True)
    return kept.getvalue()
