"""The bundled demo newsroom: four invented newspapers, and a server that answers for them on loopback."""
