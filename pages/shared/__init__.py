"""What pages have in common: data keyed by revision, the address that remembers a view, the matrix with its grid twin, the cell panel."""
