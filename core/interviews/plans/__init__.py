"""The interview plan of a posting: proposed, edited, frozen as versions."""
