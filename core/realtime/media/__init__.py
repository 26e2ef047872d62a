"""Sound between the browser and the session: buffered, recorded, freed of echo."""
