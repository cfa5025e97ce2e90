"""placeholder"""
def to_markdown(summary, scored, comparison=None):
    return ""
