"""De demowereld: het dak op het huis. Bestaat alleen in demomodus."""
