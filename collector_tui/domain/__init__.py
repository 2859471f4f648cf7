"""What collecting is: pure values and rules, without a clock, a disk, a network or a screen."""
