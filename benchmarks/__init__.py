"""Measurements that anyone can repeat: one command, one table, all sides in the same run."""
