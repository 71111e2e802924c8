"""Tellmore: the open system with which schools run empathy interviews."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy loads; matrices here are
# small, and threads that wait for each other take longer than one, and more than one core

__version__ = "0.1.0"
