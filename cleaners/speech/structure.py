"""What a speech's own title and text say of it: how it is built, held, and worth keeping."""

from dataclasses import replace

from cleaners.model import Speech
from cleaners.speech.occasion import setting
from cleaners.speech.outline import closing, outline, salutation
from cleaners.speech.quality import quality, signals


def with_structure(speech: Speech) -> Speech:
    """The speech with its headings, greeting, thanks, occasion, place, signals and quality; and
    with the speaker that its title or first lines name, unless the page told one."""
    body = speech.body
    greeting = salutation(body)
    told = setting(speech.title, body, greeting[0] if greeting else None)
    found = signals(body, complete=speech.complete)
    named = told.speaker is not None and speech.speaker is None
    return replace(
        speech,
        speaker=told.speaker if named else speech.speaker,
        outline=outline(body),
        salutation=greeting,
        closing=closing(body),
        occasion=told.occasion,
        place=told.place,
        quality=quality(found),
        signals=found,
        origins={**speech.origins, "speaker": told.origin} if named else speech.origins,
    )
