"""placeholder"""
def render_retrieval(summary, name):
    return ""
