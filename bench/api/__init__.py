"""What `compare_api.py` asks, and of what."""
