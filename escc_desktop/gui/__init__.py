"""What people see: Qt, and only here; it hands commands to ``actions`` and never reaches below them."""
