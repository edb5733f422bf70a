"""What the dashboard promises about speed: ratios, each within one run and against a floor that has a name (docs/benchmarks.md)."""
