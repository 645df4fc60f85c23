ANSWERS = {
    "conv1d": r"""
# <script>HOSTILE()</script> </pre></div><img src=x onerror=HOSTILE()>
import numpy as np
HTML = "<script>HOSTILE()</script>"
def conv1d(x, k):
    '''<iframe src="javascript:HOSTILE()"></iframe>
    [link](javascript:HOSTILE()) $$\\href{javascript:HOSTILE()}{x}$$
    '''
    from IPython.display import HTML, display
    display(HTML("<script>HOSTILE()</script>"))
    if len(k) > len(x):
        raise ValueError("<script>HOSTILE()</script>")
    return np.correlate(np.asarray(x, float), np.asarray(k, float), mode="valid")
""",
}
