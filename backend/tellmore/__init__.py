"""Tellmore: the open system with which schools run empathy interviews."""
