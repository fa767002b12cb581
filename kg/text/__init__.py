"""Reading characters: cleaning with a map back, sentences, numerals, dates, measures, words; nothing of the domain."""

from kg.text.cleaning import clean
from kg.text.furniture import Furniture, load_furniture
from kg.text.metadata import Metadata, metadata
from kg.text.offsets import CleanText, Dropped
from kg.text.split import sentences

__all__ = ["CleanText", "Dropped", "Furniture", "Metadata", "clean", "load_furniture", "metadata", "sentences"]
