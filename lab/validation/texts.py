"""The words of docs/validation.md between its tables."""

from __future__ import annotations

DIRECTION = """*Simulated.* {people} varied people (40 to 85 years, one in three with a sore knee)
walk forward and backward in turn, more than half of the changes without a pause, some in curves;
a third wear a logger at 100 Hz, the others a browser sensor; pockets from tight to wide, either
side. Bars that name no share of answered windows are asked of *all* windows: there an unknown
counts as a miss.
"""

MEASURED = """*Measured.* The SNU and CMU captures are real movements read by virtual sensors;
PyShoe is a real sensor on the foot, the lower-back recordings are real sensors on two people who
walked forward. Percentages bind only for simulated walking; here every answer that was not right
has its explanation [below](#every-error-on-measured-recordings). A calibration of a captured
person joins forward walking from that person's *other* clips; people whose other clips hold less
than 8 s are not scored in that state. A PyShoe stride is answered by the bout that holds its
middle.
"""

HELD_OUT = """The weights are fitted anew to one captured source and the other source is tracked
with them, everything else unchanged. The cues and limits were chosen after looking at both, so
this is still kinder than a new person. The last column gives the windows of the fit whose
log-odds have the right sign. Speed factors come from SNU alone; simulated walking and the
lower-back recordings are what they were not made from.
"""

QUALITY = """The same recordings as a browser gives them (60 Hz with 3 ms of jitter, rounded to
0.1 m/s² and 0.1 °/s) and at 25 Hz without a filter, calibrations too. A loss is what is lost in
right or gained in wrong answers of all windows, the larger of the two; the row names where it is
largest.
"""

SIDEWAYS = """*Simulated*: the people of the next section, side steps to either side at 0.75 to 1.3
of the usual speed, entered from standing, walking forward or walking backward.
"""

GAITS = """*Simulated.* {people} people; each gait for 20 to 30 s, in any order, entered from
standing, walking forward or walking backward. Only the shapes of forward and backward walking are
measured; stairs, jogging, shuffling and turning are made from stated kinematics (see
[Simulator](simulate.md)). Each cell counts the windows that were called backward.
"""

CHANGES = """*Simulated.* Forward to backward or back without a pause. The walk is tracked as a
whole; a change is told where a bout with the new direction begins, early or late, and counts as
found within 3 s (legs) or 6 s (waist) of the true one. The line asks no share of the changes; at
least 95 % is our reading, and the counts show every one.
"""

FALSE_ALARMS = """*Measured* (HAPT, a phone at the waist of 30 people, nobody walks backward).
A *backward minute* is any 60 s of a session of which more than 30 s are labelled sitting,
standing, lying or changing between them and are called backward; windows do not overlap. Steps are
counted while the label says sitting, standing or lying, and again with the changes between them.
Stairs were looked at once and chose nothing.
"""

STEPS = """Steps told inside a labelled stretch against its true contacts, in the state *unknown*.
SNU and CMU: contacts of mocap/contacts.csv; side steps and stretches with fewer than four or with
doubled contacts are left out. Lower back: the insoles (INDIP) are the truth, from half a step
before the first contact to half a step after the last, entries without a value dropped.
"""

STEP_TIMES = """Each true contact and its nearest told step, if that is nearer than half a step.
Late is positive. Simulated contacts are exact; lower back: insoles. Captured ones are where the
slower of heel and ball falls to half of the body's speed after the foot's greatest reach ahead of
the hips (mocap/contacts.csv). At that reach it moves as fast as the body, so it has not landed yet.
Both truths have their bar: the landing was taken after the misses against the reach were known,
for all placements alike. More than half of SNU's forward contacts are of 13 clips of walking in a
spiral, in which the pelvis is highest as the foot lands, instead of sinking fastest: there trunk
and arms are late.
"""

SPEED = """Of bouts with the right direction. *Simulated* truth: length of the path over the bout's
own time. SNU: the pelvis' travel over the bout's own time. PyShoe: strides beside optical
capture. Lower back: insoles. CMU is retargeted to one skeleton, its speed is no truth. The bar
asks for walking backward without any calibration, with the body's size known.
"""

LANDINGS = """*Measured.* A sensor on the captured foot, mounting known, against the heights of heel
and ball over the ground at each listed contact; *flat or unclear* ones have no label. Nearly all
captured feet land on the heel forward and on the ball backward, so `python -m
lab.validation.contact` turns landings round as well, and shows that the answer is more than the
direction.
"""

STEADINESS = """*Simulated*, {people} people, bouts of 100 steps and more, calibrated. Truth: the
same formulas on the exact contacts, and on a noise-free pelvis sensor of the same walk. For the
asymmetry the truth is often near zero, where 10 % is less than a millisecond. Simulated steps of a
foot are more alike than a person's, so that times are found better here than on people.
"""

HANDLING = """*Simulated.* {people} people. A hand takes the sensor out, turns it over by half a
turn about the body's front, left or upward axis and puts it back within 2 to 4 s while samples keep
coming, standing or in the middle of walking; or 8 s of samples are missing and the sensor sits
otherwise afterwards. What is told of the walking after that must not be wrong; unknown is right.
A foot sensor is not taken off within 4 s.
"""
