"""What people type about visits, a file for each area."""
