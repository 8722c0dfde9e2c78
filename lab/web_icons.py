"""The app's icon as the PNG files that phones ask for.

    python -m lab.web_icons web/public

`web/public/icon.svg` is the drawing; typst renders it, as it does the printed plan.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import typst

SIZES_PX = (180, 192, 512)
PAGE_PT = 72.0


def render(svg: Path, size_px: int) -> bytes:
    """Return the drawing as a square PNG."""
    page = (
        f"#set page(width: {PAGE_PT}pt, height: {PAGE_PT}pt, margin: 0pt)\n"
        f'#image("{svg.name}", width: 100%)'
    )
    return bytes(
        typst.compile(
            page.encode(),
            None,
            root=str(svg.parent),
            format="png",
            ppi=72.0 * size_px / PAGE_PT,
        )
    )


def main() -> None:
    """Write the icons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for size_px in SIZES_PX:
        (folder / f"icon-{size_px}.png").write_bytes(render(folder / "icon.svg", size_px))


if __name__ == "__main__":
    main()
