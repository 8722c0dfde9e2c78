"""Studies of single questions, repeatable, beside the validation."""
