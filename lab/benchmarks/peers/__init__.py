"""What runs inside each tool's own environment; of ours it imports only `exchange`."""
