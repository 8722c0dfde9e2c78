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


def render(svg: str, size_px: int) -> bytes:
    """Return the drawing as a square PNG."""
    page = (
        f"#set page(width: {PAGE_PT}pt, height: {PAGE_PT}pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    ppi = 72.0 * size_px / PAGE_PT
    return typst.compile(page.encode(), format="png", ppi=ppi, sys_inputs={"svg": svg})


def main() -> None:
    """Write the icons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    svg = (folder / "icon.svg").read_text(encoding="utf-8")
    for size_px in SIZES_PX:
        (folder / f"icon-{size_px}.png").write_bytes(render(svg, size_px))


if __name__ == "__main__":
    main()
