"""The contract of Copydesk's deliveries, and how to read them. Standard library, but for the validator."""

from exports.reader import read_records
from exports.record import Record

__all__ = ["Record", "read_records"]
