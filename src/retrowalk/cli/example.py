"""`retrowalk example`: a whole run on a walk that comes with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retrowalk.cli.common import make_folder, output
from retrowalk.cli.track import json_text
from retrowalk.language import Language
from retrowalk.report import write_picture
from retrowalk.report.words import WORDS

PLAN = "stand 4, forward 25, stand 5, backward 60, stand 4, forward 20, stand 4"
SEED = 20
DEFAULT_FOLDER = Path("retrowalk-example")


def example(
    out_dir: Annotated[
        Path, typer.Argument(help="Folder for the example's files.", metavar="[OUT_DIR]")
    ] = DEFAULT_FOLDER,
    lang: Annotated[Language, typer.Option(help="Language of table and pictures.")] = Language.EN,
) -> None:
    """Simulate a walk with a phone in the trouser pocket, track it and draw it.

    Writes example.csv (the recording), example.json (the answer), example.svg and
    example.html (the pictures). The walk is simulated: it shows how the program works, not
    how exact it is.
    """
    from retrowalk.cli.table import print_walk
    from retrowalk.formats import read, write
    from retrowalk.simulate import simulate
    from retrowalk.tracker import track

    recording, _ = simulate(PLAN, sensor="browser", mounting="random", seed=SEED)
    csv = make_folder(out_dir) / "example.csv"
    write(recording, csv)
    walk = track(read(csv), placement=recording.placement)
    (out_dir / "example.json").write_text(json_text(walk, indent=2) + "\n", encoding="utf-8")
    for suffix in (".svg", ".html"):
        write_picture(walk, csv.with_suffix(suffix), lang)

    words = WORDS[lang]
    console = output()
    told = words.example.format(PLAN, words.placements[walk.placement])
    console.print(told, markup=False)
    console.print()
    print_walk(console, walk, words)
    for path in (csv.with_suffix(".svg"), csv.with_suffix(".html")):
        console.print(words.picture.format(path.resolve()), markup=False, soft_wrap=True)
