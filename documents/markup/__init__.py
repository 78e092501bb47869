"""HTML as text, structure and metadata; shared by the HTML, Markdown and notebook readers."""
