"""Start one process and measure it: ``python launch.py TARGET TIMEOUT_S COMMAND...``.

A small process of its own, because Linux counts the memory of whoever starts a program into the
peak of that program until it is replaced; this one holds next to nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time


def main() -> None:
    """Run the command; write its wall time, processor time, peak memory and exit status."""
    target, timeout_s, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    started = time.perf_counter()
    child = subprocess.Popen(command)
    alarm = threading.Timer(timeout_s, child.kill)
    alarm.start()
    _, status, usage = os.wait4(child.pid, 0)
    alarm.cancel()
    wall_s = time.perf_counter() - started
    per_mib = 1024.0**2 if sys.platform == "darwin" else 1024.0
    measured = {
        "wall_s": wall_s,
        "process_cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_mib": usage.ru_maxrss / per_mib,
        "status": os.waitstatus_to_exitcode(status),
    }
    with open(target, "w", encoding="utf-8") as file:
        json.dump(measured, file)


if __name__ == "__main__":
    main()
