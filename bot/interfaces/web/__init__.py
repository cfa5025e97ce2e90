"""The Gradio page: what it shows (`render`) and what happens on it (`page`)."""
