"""The page at the root: what is here and how to ask."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Final

USUAL_ADDRESS: Final = "http://localhost:8000"
STYLE: Final = (
    ":root { color-scheme: light dark; background: Canvas; color: CanvasText; } pre { overflow: auto; } "
    "body { max-width: 45rem; margin: auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }"
)
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "frame-ancestors 'none'"
)
"""What the page may do (Content Security Policy): look as it says, and nothing else."""
_ADDRESS: Final = re.compile(r"https?://[\w.:\[\]-]+", re.ASCII)


def landing(address: str) -> str:
    """Write the page. address: by which its reader came, to be asked at; one that is no plain address is not shown."""
    shown = address.rstrip("/")
    return _LANDING.replace("STYLE", STYLE).replace(
        USUAL_ADDRESS, shown if _ADDRESS.fullmatch(shown) else USUAL_ADDRESS
    )


_LANDING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Watchgraph</title>
<style>STYLE</style>
<main>
<h1>Watchgraph</h1>
<p>Who sells, finances, runs and fights surveillance, claim by claim, each with its sources.
Every answer names the claims that it rests on, who disputes them, and when this log learnt of them.</p>
<h2>Ask</h2>
<p><a href="/explore">The explorer</a> has the questions that others have published answers to,
ready to run and to change. Each has an address of its own, such as <a href="/q/Q35">/q/Q35</a>; <a href="/q">/q</a>
lists them. Every answer there carries a permanent link to cite it by.</p>
<p>GraphQL is served at <a href="/graphql?query=%7B__typename%7D">/graphql</a>, by GET or by POST as JSON:</p>
<pre tabindex="0">curl -s http://localhost:8000/graphql -H 'content-type: application/json' -d '
{"query": "{ claimsByRef(ref: \\"C004\\") { nodes { sentence sources: evidence { nodes { locator } } } } }"}'</pre>
<p>Any GraphQL client can read the schema by introspection, unless this server answers kept documents alone;
<a href="/schema.graphql">as text</a> it describes every type, field and argument. Good places to start:
<code>search</code>, <code>claims</code>, <code>deployments</code>, <code>claim</code>, <code>moneyTrail</code>,
<code>aggregate</code>.</p>
<p>Root fields take <code>asOf: {validAt, recordedAt}</code>: the world on another day, or this log as it was. All but
<code>node</code>, in whose place <code>nodes</code> does, <code>diff</code>, which takes two moments, and
<code>predicates</code>, <code>savedQueries</code> and <code>errorKinds</code>, which tell of this API.</p>
<p><a href="/health">Health</a> says how far the log has been read.</p>
</main>
</html>
"""
