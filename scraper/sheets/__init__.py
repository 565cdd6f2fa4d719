"""Pages for people: one self-contained HTML file that asks for nothing from anywhere."""
