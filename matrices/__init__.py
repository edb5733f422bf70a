"""The matrices that are shipped, the lists that they stand on, and `matrices.build`, which makes the workbooks from both."""
