"""Run one command as a step that a person can follow: its name, then its time or its error.

In whole lines, since two steps may run at once.
"""

import subprocess
import sys
import time

TAIL = 40
INTERRUPTED = 130


def main(title: str, command: list[str]) -> int:
    print(f"  {title} …", flush=True)
    begun = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603 - the Makefile's own commands
            command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except KeyboardInterrupt:
        print(f"  {title}: not done")
        return INTERRUPTED
    seconds = f"{time.monotonic() - begun:.1f} s"
    if done.returncode == 0:
        print(f"  {title}: {seconds}")
    else:
        said = "\n".join(done.stdout.splitlines()[-TAIL:])
        print(f"  {title}: failed after {seconds}: {' '.join(command)}\n{said}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
