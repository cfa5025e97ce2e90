"""The widget that a portal embeds with one tag: its loader, the panel in an iframe, and a page to configure it."""
