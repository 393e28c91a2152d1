"""Makes the network that the package reads with: corpora, training, export, card."""
