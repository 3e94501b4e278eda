"""Signatures: the carrier's own vectors, and what a forger may try."""

import json
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from hotline.carrier.signature import Signatures

VECTORS = json.loads((Path(__file__).parent / "signature_vectors.json").read_text())["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["name"])
def test_it_judges_as_the_carrier_does(vector: dict) -> None:  # type: ignore[type-arg]
    scheme, _, rest = vector["url"].partition("://")
    host, _, path = rest.partition("/")
    content = vector["body"] if vector["body"] is not None else form(vector["params"])
    signatures = Signatures(f"{scheme}://{host}", ["another", vector["token"]])

    holds = signatures.hold(
        f"/{path}", content, vector["signature"], f"key=k,algorithm={vector['algorithm']}"
    )

    assert holds == vector["valid"]


def form(params: dict | list) -> MultiDict[str, str]:  # type: ignore[type-arg]
    return MultiDict(params.items() if isinstance(params, dict) else params)


def test_nothing_signed_is_nothing() -> None:
    signed = Signatures("https://a.example", ["t"])

    assert not signed.hold("/webhooks/text", MultiDict(), "")
    assert not signed.hold("/webhooks/text?bodySHA256=00", MultiDict(), "x")
