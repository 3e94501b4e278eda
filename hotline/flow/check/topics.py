"""Words that tell a stranger, or a filter, what a text is about: one list for all languages."""

from __future__ import annotations

import re

# Drugs by their names. Carriers in the US and Canada block texts for them (Twilio 30007, 30941:
# controlled substances), and whoever sees the phone understands them. Naloxone is not among them.
_DRUGS = (
    r"fentan[iy]l[oe]?|fent|h[eé]ro[iï]na?e?|dope|meth|metanfetamina|m[eé]thamph[eé]tamine"
    r"|coca[iï]n[ae]?|coke|crack|perico|xyla[zs]ine|xilacina|tranq|m[eé]d[eé]tomidin[ae]"
    r"|nita[zc][eè]n[eo]s?|k[eé]tamin[ae]|mdma|ecstasy|[eé]xtasis|lsd|ghb|gbl|opioids?"
    r"|opiates?|opi[aá]ceos?|opio[iï]des?|oxy(?:codone|contin)?|oxicodona|percocets?|percs|xanax"
    r"|benzos?|benzodia[cz][eé]pin(?:e|es|as?)|weed|cannabis|marihuana|marijuana|kratom"
    r"|psilocybin|shrooms|drugs?|drogas?|drogues?"
)
# What carriers block as sexual solicitation.
_SOLICITING = (
    r"escorts?|sex work(?:er|ers)?|trabajo sexual|trabajadora?s? sexual(?:es)?|travail du sexe"
    r"|travailleu(?:r|se)s? du sexe"
)
# ... and as asking for money.
_MONEY = r"donate|donations?|donar|donaci[oó]n(?:es)?|faire un don"
# What must not stand on a locked screen beside those.
_TELLING = (
    r"overdos(?:e|es|ed|ing)|ods?|sobredosis|surdoses?|naloxone|naloxona|narcan|needles?|syringes?"
    r"|jering(?:as?|uillas?)|agujas?|seringues?|aiguilles?|inject(?:ing|ion|ions)?|inyect(?:ar|arse)"
    r"|injecter|sex|sexo|sexe|condoms?|condones|cond[oó]n|pr[eé]servatifs?|hiv|vih"
    r"|hep(?:atitis)? [bc]|abortions?|abortos?|avortements?|harm reduction|reducci[oó]n de daños"
    r"|r[eé]duction des m[eé]faits|hotline|detox|methadone|metadona"
)

BLOCKED = re.compile(rf"(?<!\w)(?:{_DRUGS}|{_SOLICITING}|{_MONEY})(?!\w)", re.IGNORECASE)
TELLING = re.compile(rf"(?<!\w)(?:{_DRUGS}|{_SOLICITING}|{_TELLING})(?!\w)", re.IGNORECASE)
