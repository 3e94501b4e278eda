"""The words and rules of the line: pure values, no tools, no clock, no dice."""
