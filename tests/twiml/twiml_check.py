"""Check a TwiML document against twiml-schema.json (stdlib only).
   errors, warnings = check(xml_text, kind="voice"|"messaging")
Rejects what Twilio rejects (12100 not XML / root, 11750 size) and reports what it warns about (12200)."""

import json, os, re, xml.etree.ElementTree as ET

_S = json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "twiml-schema.json")))
NOT_IN_WHISPER = {
    "Dial",
    "Enqueue",
    "Record",
    "Redirect",
    "Pay",
    "Connect",
    "Start",
    "Leave",
    "Reject",
    "Sms",
}


def check(text, kind="voice", whisper=False):
    err, warn = [], []
    if len(text.encode()) > 64 * 1024:
        err.append("11750 body larger than 64 kB")
    if text[:1] in (" ", "\n", "\r", "\t", "\ufeff"):
        err.append("12100 whitespace or BOM before the XML declaration")
    try:
        root = ET.fromstring(text.encode("utf-8"))
    except ET.ParseError as e:
        return err + ["12100 " + str(e)], warn
    if root.tag != "Response":
        err.append("12100 root is <%s>" % root.tag)
    els = _S[kind]["elements"]

    def walk(n):
        spec = els.get(n.tag)
        if spec is None:
            warn.append("12200 unknown element <%s>" % n.tag)
            return
        for a, v in n.attrib.items():
            a2 = a.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
            s = spec["attributes"].get(a2)
            if s is None:
                warn.append("12200 <%s> has no attribute %s" % (n.tag, a2))
                continue
            if v.startswith("[") or v.startswith("{"):
                err.append("<%s %s> looks like a Python list/dict: %s" % (n.tag, a2, v))
            elif s["type"] == "boolean" and v not in ("true", "false"):
                warn.append("12200 <%s %s=%r> is not true/false" % (n.tag, a2, v))
            elif s["type"] == "integer" and not re.fullmatch(r"-?\d+", v):
                warn.append("12200 <%s %s=%r> is not an integer" % (n.tag, a2, v))
            elif s["type"] == "enum" and s.get("enum"):
                for part in v.split() if s.get("list") else [v]:
                    if part not in s["enum"] and not (n.tag == "Say" and a2 == "voice"):
                        warn.append(
                            "12200 <%s %s> value %r not in the SDK's list" % (n.tag, a2, part)
                        )
        for c in n:
            if c.tag not in spec["children"]:
                warn.append("12200 <%s> not allowed inside <%s>" % (c.tag, n.tag))
            walk(c)
        if n.tag == "Dial" and len([c for c in n if c.tag in ("Number", "Client", "Sip")]) > 10:
            err.append("<Dial> takes at most ten nouns")
        if whisper and n.tag in NOT_IN_WHISPER:
            err.append(
                "whisper TwiML may only Play/Say/Gather/Hangup, found <%s> (13201 for Dial)" % n.tag
            )
        if n.tag == "Say" and len("".join(n.itertext())) > 3000:
            warn.append("13521 <Say> over 3000 characters (Polly); 4096 basic, 5000 Google")
        if n.tag in ("Body",) or (n.tag == "Message" and kind == "messaging"):
            if len("".join(n.itertext())) > 1600:
                err.append("21617 message body over 1600 characters")

    walk(root)
    return err, warn


if __name__ == "__main__":
    import sys

    print(check(sys.stdin.read(), *(sys.argv[1:2] or ["voice"])))
