"""A page in, a speech out; pure functions without network, disk or clock."""

from cleaners.clean import clean, clean_documents, clean_html, clean_text
from cleaners.model import Article, Heading, Page, Rejected, Speech
from cleaners.rules import Clean, Extract, Rules, TemplateMemory

__version__ = "0.1.0"

__all__ = [
    "Article", "Clean", "Extract", "Heading", "Page", "Rejected", "Rules", "Speech",
    "TemplateMemory", "clean", "clean_documents", "clean_html", "clean_text",
]  # fmt: skip
