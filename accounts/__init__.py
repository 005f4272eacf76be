"""Verdieping 2: wie bent u, wat mag u doen en wat mag u zien."""
