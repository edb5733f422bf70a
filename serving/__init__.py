"""The edge of the process: what every answer carries, what is let in and what is not, what whoever runs the server can see of it.

`headers` what a browser is told to allow; `limits` how much may be uploaded at once; `inside` who may see the figures of the process; `metrics` these
figures; `readiness` whether it can do its work; `log` what it writes of itself; `faults` what somebody sees when a page breaks; `news` how an open page
learns what was published; `memory` how what a large file took goes back. Used by serve.py alone: a page works without it. What nobody who works with the
pages has to know stands here; what they have to, in docs/logs-and-metrics.md.
"""
