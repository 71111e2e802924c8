"""Run one command as a step that a person can follow: its name, then its time or its error."""

import subprocess
import sys
import time

TAIL = 40
INTERRUPTED = 130


def main(title: str, command: list[str]) -> int:
    print(f"  {title} … ", end="", flush=True)
    begun = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603 - the Makefile's own commands
            command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except KeyboardInterrupt:
        print("not done")
        return INTERRUPTED
    seconds = f"{time.monotonic() - begun:.1f} s"
    if done.returncode == 0:
        print(seconds)
    else:
        print(f"failed after {seconds}: {' '.join(command)}")
        print("\n".join(done.stdout.splitlines()[-TAIL:]))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
