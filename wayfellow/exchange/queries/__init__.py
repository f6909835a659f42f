"""What is here already, and what goes out."""
