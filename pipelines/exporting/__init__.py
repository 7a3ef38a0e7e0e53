"""What an export is made of: records, formats, and files that appear whole."""
