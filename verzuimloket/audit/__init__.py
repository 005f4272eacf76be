"""Wie deed wat, wanneer en bij wie: een logboek dat alleen groeit. Schrijven gaat via `audit.services`."""
