"""Tones and line style of the figure: readable in colour, in grey print and on a small screen.

Near limbs are darker than far ones, the working part is the darkest: deep blue. Every limb has a
rim in the colour of the paper, so that crossing limbs stay apart.
"""

from __future__ import annotations

PAPER = "#fffdf9"
INK = "#1b2330"
BLUE = "#1d3f94"
FLOOR = "#8a8475"

STYLE = f"""
.rw-n{{fill:#7484a6}}.rw-f{{fill:#bac4d8}}.rw-w{{fill:{BLUE}}}.rw-v{{fill:#6e87c4}}
.rw-t{{fill:#d3dcec}}.rw-s{{fill:#a9b8d6}}.rw-sf{{fill:#c5cfe2}}
.rw-k{{fill:#dba98a}}.rw-kf{{fill:#ecd2c0}}.rw-e{{fill:{INK}}}.rw-ef{{fill:#8b93a1}}
.rw-h{{fill:#4d4f5a}}.rw-g{{fill:#e7e1d4}}
.rw-m{{fill:none;stroke:{INK};stroke-width:1;stroke-linecap:round}}
.rw-o{{stroke:{PAPER};stroke-width:3.2;stroke-linejoin:round}}
.rw-l{{stroke:{FLOOR};stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}}
.rw-r{{fill:none;stroke:#5d6674;stroke-width:4.5;stroke-linecap:round}}
.rw-b{{fill:none;stroke:#b4572a;stroke-width:2.6;stroke-linecap:round}}
.rw-a{{fill:none;stroke:{BLUE};stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}}
.rw-ao{{fill:none;stroke:{PAPER};stroke-width:6;stroke-linecap:round;stroke-linejoin:round}}
.rw-ah{{fill:{BLUE};stroke:{PAPER};stroke-width:1}}
.rw-c{{font:11.5px system-ui,'DejaVu Sans',sans-serif;fill:{INK}}}
.rw-d{{font:bold 11px system-ui,'DejaVu Sans',sans-serif;fill:#fff;text-anchor:middle}}
.rw-z{{font:bold 11.5px system-ui,'DejaVu Sans',sans-serif;fill:#fff;text-anchor:middle}}
""".replace("\n", "")

MOTION = (
    ".rw-still{display:none}"
    "@media (prefers-reduced-motion:reduce){.rw-move{display:none}.rw-still{display:inline}}"
    "@media print{.rw-move{display:none}.rw-still{display:inline}}"
)
