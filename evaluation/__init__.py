"""How good the results are, on real annotated articles; what we train, and the floors that may not be missed."""
