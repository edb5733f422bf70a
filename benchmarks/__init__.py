"""What the dashboard promises about speed: five ratios, each within one run and against a floor that has a name (docs/benchmarks.md)."""
