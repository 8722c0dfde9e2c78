"""FIT, the binary files of Garmin, Suunto, Polar, Wahoo, Coros and others; docs/files-fit.md.

bytes -> parts (headers, checksums) -> scan (which bytes are which message) -> rows (columns of
numbers) -> activity (Sessions) or motion (a Recording). Sessions -> writer -> encode -> bytes.
"""
