"""Checks of reported figures: pure functions that give findings, each with the numbers it rests on."""
