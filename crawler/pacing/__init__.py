"""When a host may be asked, and whether it may be asked at all."""
