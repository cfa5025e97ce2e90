"""From files to documents: fact sheets, the register of sources, official terms, contacts, and their check."""
