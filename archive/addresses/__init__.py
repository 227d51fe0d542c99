"""Addresses of articles: one form for each, what twins have in common, which claims are plausible.

Pure. Which article an address belongs to is ``archive.deciding.plan``'s finding.
"""

from archive.addresses.cleaning import clean_address
from archive.addresses.plausible import is_plausible_canonical, registrable_domain
from archive.addresses.twins import address_key, key_number, rendering

__all__ = [
    "address_key",
    "clean_address",
    "is_plausible_canonical",
    "key_number",
    "registrable_domain",
    "rendering",
]
