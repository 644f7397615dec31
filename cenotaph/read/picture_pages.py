"""The dots of a picture, page by page, in grey and upright, for recognition to look at."""

from __future__ import annotations

import functools
import importlib
import io
import math
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cenotaph.read.reading import Limits
from cenotaph.read.recognised import Page

if TYPE_CHECKING:
    from PIL.Image import Image

_PLUGINS = {
    "image/jpeg": ("JpegImagePlugin", "JpegImageFile"),
    "image/png": ("PngImagePlugin", "PngImageFile"),
    "image/tiff": ("TiffImagePlugin", "TiffImageFile"),
    "image/webp": ("WebPImagePlugin", "WebPImageFile"),
    "image/gif": ("GifImagePlugin", "GifImageFile"),
    "image/bmp": ("BmpImagePlugin", "BmpImageFile"),
    "image/avif": ("AvifImagePlugin", "AvifImageFile"),
    "image/jp2": ("Jpeg2KImagePlugin", "Jpeg2KImageFile"),
}
"""The decoder of Pillow for each format. HEIC has none under a licence that lets it be handed on."""

_PAGED = "image/tiff"
_MOST_PAGES = 2000
_MOST_DOTS = 40_000_000  # larger pictures are made smaller: letters of a page at 600 dots an inch are still large
_UPRIGHT = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip
"""What undoes each orientation of EXIF."""


def can_be_drawn(media_type: str | None) -> bool:
    """Whether there is a decoder for a format."""
    return media_type in _PLUGINS


def pages_of(data: bytes, media_type: str, turn: int, limits: Limits) -> Iterator[Page]:
    """The pages of a picture, each drawn when it is asked for.

    Args:
        data: the file.
        media_type: one that can be drawn.
        turn: the orientation that its EXIF states, 1 to 8.
        limits: pictures of more dots are not drawn.

    A page that cannot be drawn raises, when it is drawn, what the decoder raises.
    """
    yield Page(1, functools.partial(_draw, data, media_type, 0, turn, limits))
    if media_type == _PAGED:
        for at in range(1, _pages(data)):
            yield Page(at + 1, functools.partial(_draw, data, media_type, at, turn, limits))


def _opened(data: bytes, media_type: str) -> Any:
    """The picture with its header read; its class is called directly, the usual way refuses or warns of its size."""
    module, name = _PLUGINS[media_type]
    return getattr(importlib.import_module(f"PIL.{module}"), name)(io.BytesIO(data))


def _pages(data: bytes) -> int:
    """How many pages a TIFF has, as far as they can be told."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return min(_MOST_PAGES, int(_opened(data, _PAGED).n_frames))
        except Exception:  # noqa: BLE001 - the border to a decoder; the first page is drawn and named all the same
            return 1


def _draw(data: bytes, media_type: str, at: int, turn: int, limits: Limits) -> Image:
    """One page.

    Raises:
        ValueError: it has more dots than are looked into.
        Whatever Pillow raises for damaged bytes.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it finds odd in a file
        picture = _opened(data, media_type)
        if at:
            picture.seek(at)
        if picture.width * picture.height > limits.pixels:
            raise ValueError(f"{picture.width:,} x {picture.height:,} dots are more than are looked into")
        if media_type == "image/jpeg":
            picture.draft("L", picture.size)
        return _fit(_upright(_grey(picture), turn))


def _grey(picture: Any) -> Image:
    """The picture in steps of grey, what is transparent white."""
    from PIL import Image

    grey: Image.Image
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        grey = Image.fromarray(_stretched(picture))
    elif picture.has_transparency_data:
        clear = picture.convert("LA" if picture.mode in ("1", "L", "LA") else "RGBA")
        ground = Image.new(clear.mode, clear.size, "white")
        grey = Image.alpha_composite(ground.convert("RGBA"), clear.convert("RGBA")).convert("L")
    else:
        grey = picture.convert("L")
    return grey


def _stretched(picture: Any) -> Any:
    """The steps of grey of a picture that has more than 256, as bytes: the darkest 0, the lightest 255."""
    import numpy as np

    steps = np.nan_to_num(np.asarray(picture, dtype=np.float32))
    low, high = float(steps.min()), float(steps.max())
    return ((steps - low) * (255 / ((high - low) or 1))).round().astype(np.uint8)


def _upright(picture: Image, turn: int) -> Image:
    from PIL import Image

    return picture.transpose(getattr(Image.Transpose, _UPRIGHT[turn])) if turn in _UPRIGHT else picture


def _fit(picture: Image) -> Image:
    """The picture no larger than can be looked at in bounded time."""
    from PIL import Image

    longest, dots = max(picture.size), picture.width * picture.height
    scale = min(1.0, math.sqrt(_MOST_DOTS / dots), 30_000 / longest)
    if scale == 1.0:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BICUBIC)
