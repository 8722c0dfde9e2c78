"""What is not shipped: motion capture, fitting, validation and benchmarks."""
