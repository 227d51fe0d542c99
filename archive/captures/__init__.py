"""Raw responses as WARC files: written, read back and checked. Knows no database.

``headers`` what of an exchange's headers is kept; ``warc`` one record each; ``writer`` files, one
after the other; ``reader`` one response back; ``check`` what the files do not hold any more;
``scan`` what they hold. Where a record lies is a ``Capture``; what is done with that is the
caller's business.
"""

from archive.captures.check import Problem, verify
from archive.captures.reader import CapturedResponse, read_capture
from archive.captures.scan import Scanned, scan
from archive.captures.writer import CaptureWriter

__all__ = [
    "CaptureWriter",
    "CapturedResponse",
    "Problem",
    "Scanned",
    "read_capture",
    "scan",
    "verify",
]
