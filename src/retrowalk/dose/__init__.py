"""What walking backward did: energy, knee and muscles, and what is not known of them.

In: a `Walk`, the `Wearer` and the evidence table. Out: a `Dose`, a `FactCheck`, or for
motion capture with a force plate the moments at the knee.
"""
