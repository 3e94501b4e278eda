"""Which machine voices there are, and which language each one speaks.

Names as the carrier lists them, for the languages that a hotline here is likely to speak; any
other is an alert, so that a typing error is heard of before a caller hears silence.
"""

from __future__ import annotations

BASIC = frozenset({"man", "woman"})
BASIC_LANGUAGES = frozenset(
    {"en-US", "en-GB", "es-ES", "es-MX", "es-US", "fr-FR", "fr-CA", "de-DE"}
)
NO_LANGUAGE, NO_VOICE = 13511, 13512
_KINDS = {"": "", "N": "-Neural", "G": "-Generative"}
# By language, each name with the kinds it comes in: "" plain, N neural, G generative.
_POLLY: dict[str, str] = {
    "en-US": "Danielle:NG Gregory:N Ivy:.N Joanna:.NG Joey:.N Justin:.N Kendra:.N Kevin:.N "
    "Kimberly:.N Matthew:.NG Ruth:NG Salli:.N Stephen:NG",
    "es-US": "Lupe:.NG Miguel:. Pedro:NG Penelope:.",
    "es-MX": "Andres:NG Mia:.N Mía:G",
    "fr-CA": "Chantal:. Gabrielle:N Liam:N",
    "pt-BR": "Camila:.N Ricardo:. Thiago:N Vitoria:.N",
    "cmn-CN": "Zhiyu:.N",
    "yue-HK": "Hiujin:N",
    "ko-KR": "Seoyeon:.N",
    "arb": "Zeina:.",
}
_GOOGLE = frozenset(
    {"en-US", "es-US", "fr-CA", "pt-BR", "vi-VN", "cmn-CN", "yue-HK", "ko-KR", "ar-XA", "fil-PH"}
)


def _polly() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, names in _POLLY.items():
        for entry in names.split():
            name, kinds = entry.split(":")
            for kind in kinds:
                found[f"Polly.{name}{_KINDS[kind.strip('.')]}"] = language
    return found


POLLY = _polly()


def fault(voice: str, language: str) -> tuple[int, str] | None:
    """What is wrong with this pair; either may be empty for the carrier's own choice."""
    if voice in BASIC or not voice:
        wrong = language and language not in BASIC_LANGUAGES
        return (NO_LANGUAGE, f"no basic voice speaks {language}") if wrong else None
    speaks = POLLY.get(voice) or _google(voice)
    if speaks is None:
        return NO_VOICE, f"there is no voice {voice}"
    if language and language != speaks:
        return NO_LANGUAGE, f"{voice} does not speak {language}"
    return None


def _google(voice: str) -> str | None:
    """Google.es-US-Standard-A speaks es-US."""
    maker, _, name = voice.partition(".")
    language = "-".join(name.split("-")[:2])
    return language if maker == "Google" and name.count("-") >= 3 and language in _GOOGLE else None
