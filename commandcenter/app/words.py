"""What the command line says: a sentence for every key, in Chinese and English. The window has its own (ui/texts.py).

The tables lie in files named after what they are about: key → (Chinese, English); `{where}` and the like are the facts
that came with the key.
"""

import string
from collections.abc import Mapping

from commandcenter.app.account_words import ACCOUNTS
from commandcenter.app.command_words import COMMAND_PHRASES, COMMANDS
from commandcenter.app.import_words import IMPORT_PHRASES, IMPORTS
from commandcenter.app.keeping_words import KEEPING
from commandcenter.app.platform_words import PLATFORM, PLATFORM_PHRASES
from commandcenter.app.rules_words import RULES

CHINESE, ENGLISH = "zh_CN", "en"

SENTENCES: dict[str, tuple[str, str]] = {**RULES, **ACCOUNTS, **KEEPING, **IMPORTS, **PLATFORM, **COMMANDS}
PHRASES: dict[str, tuple[str, str]] = {**IMPORT_PHRASES, **PLATFORM_PHRASES, **COMMAND_PHRASES}  # results for people


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def say(key: str, facts: Mapping[str, object], lang: str) -> str:
    """The sentence for a key; one that has none is shown with its facts, so that it can be asked about."""
    words = SENTENCES.get(key) or PHRASES.get(key)
    if words is None:
        about = ", ".join(f"{name} {value}" for name, value in facts.items())
        return f"{key}: {about}" if about else key
    return string.Formatter().vformat(words[lang == ENGLISH], (), _Facts(facts))
