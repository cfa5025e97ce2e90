"""placeholder"""
def render(summary, scored, comparison=None):
    return ""
