"""A jointed figure that shows how an exercise is done.

In: key poses in joint angles (`retrowalk.coach.base.Pose`). Out: SVG, as a still with the key
poses side by side or moving. Every line is computed; there is no picture file.

    names.py     the joints, their ranges, the lengths of the body
    rotation.py  turning and two-bone reach
    skeleton.py  joint angles -> points in space
    contact.py   what rests on what, and so where the body is
    film.py      key poses -> frames between them
    things.py    chair, rail, step, wall, mat ... and where a hand holds them
    shapes.py    points -> outlines on paper
    furniture.py the things on paper
    arrows.py    which way
    drawing.py   a film as SVG elements
    picture.py   outlines -> still and moving SVG
"""

from __future__ import annotations

from retrowalk.report.body.film import Film, film
from retrowalk.report.body.names import JOINTS, RANGES_DEG
from retrowalk.report.body.picture import moving_svg, still_svg

__all__ = ["JOINTS", "RANGES_DEG", "Film", "film", "moving_svg", "still_svg"]
