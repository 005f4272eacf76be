"""Metingen: één opdracht die verhoudingen afdrukt. Een verhouding uit één run zegt meer dan een losse tijd."""
