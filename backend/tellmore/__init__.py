"""Tellmore: the open system with which schools run empathy interviews."""

__version__ = "0.1.0"
