"""Line icons drawn for this page, 24 units square, in the colour of the text around them."""


def _icon(*paths: str, size: int = 18) -> str:
    return (
        f'<svg viewBox="0 0 24 24" width="{size}" height="{size}" fill="none" stroke="currentColor" stroke-width="1.8" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{"".join(paths)}</svg>'
    )


ICONS = {
    # A junk's sail over water: leaving harbour.
    "mark": _icon(
        '<path d="M12 3v13"/><path d="M12 4c5 2 7 6 7 11h-7"/><path d="M12 7c-3 1.500-5 4.500-5 8h5"/>',
        '<path d="M3 19c2 1.500 4 1.500 6 0s4-1.500 6 0 4 1.500 6 0"/>',
        size=34,
    ),
    "copy": _icon('<rect x="9" y="9" width="11" height="11" rx="2"/>', '<path d="M5 15V5a1 1 0 0 1 1-1h9"/>'),
    "retry": _icon('<path d="M4 12a8 8 0 1 1 2.500 5.800"/><path d="M4 18v-5h5"/>'),
    "up": _icon(
        '<path d="M7 11v9H4v-9z"/>',
        '<path d="M7 11l4-7c1.500 0 2.500 1 2.500 2.500V10H19a1.500 1.500 0 0 1 1.500 1.800',
        'l-1.300 6.500A2 2 0 0 1 17.200 20H7"/>',
    ),
    "down": _icon(
        '<path d="M7 13V4H4v9z"/>',
        '<path d="M7 13l4 7c1.500 0 2.500-1 2.500-2.500V14H19a1.500 1.500 0 0 0 1.500-1.800',
        'l-1.300-6.500A2 2 0 0 0 17.200 4H7"/>',
    ),
    "new": _icon('<path d="M12 5v14"/><path d="M5 12h14"/>', size=16),
    "history": _icon('<circle cx="12" cy="12" r="8.500"/>', '<path d="M12 7v5l3.500 2"/>', size=16),
    "book": _icon(
        '<path d="M4 5c3-1 6-1 8 1 2-2 5-2 8-1v13c-3-1-6-1-8 1-2-2-5-2-8-1z"/>', '<path d="M12 6v13"/>', size=16
    ),
    "close": _icon('<path d="M6 6l12 12"/><path d="M18 6L6 18"/>'),
    "edit": _icon('<path d="M4 20l1-4L16 5l3 3L8 19z"/>', size=16),
    "link": _icon(
        '<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1"/>',
        '<path d="M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>',
    ),
    "person": _icon('<circle cx="12" cy="8" r="3.500"/>', '<path d="M5 20c1-4 4-6 7-6s6 2 7 6"/>'),
    "out": _icon('<path d="M9 5H5v14h14v-4"/><path d="M13 5h6v6"/><path d="M19 5l-8 8"/>', size=14),
}
