"""What readers do with broken files: ``python -m lab.robustness --files 20000 --write PAGE``.

    samples -> mutate -> a child process reads it -> read | refused | crash | hang | memory
                                                     (only the first two may happen)

The same seed makes the same files. A file that met one of the last three, or whose refusal is not
one clear sentence, is kept below build/robustness/ and read again with ``--replay FILE``.
"""
