"""The whole line on one machine: every process started, restarted, and none left behind."""
