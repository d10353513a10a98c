"""Make the alarm tones in resources/tones: short sines with soft ends, one pattern a kind.

`python scripts/make_tones.py` writes them. 16 bit, mono, 8 kHz: 60 kB for all of them together; a test makes them
again and compares byte for byte.
"""

import array
import io
import math
import sys
import wave
from pathlib import Path

RATE = 8_000  # samples a second
LOUD = 0.6  # of full scale: the volume of the window only makes it quieter
EDGE_MS = 8  # a note that begins or ends at once clicks

# kind → notes: Hz (0: silence), ms. The severe ones are high and many, the others two notes, the mildest one.
TONES: dict[str, tuple[tuple[int, int], ...]] = {
    "severe": ((880, 150), (0, 60), (880, 150), (0, 60), (880, 150)),
    "urgent": ((880, 110), (660, 110), (880, 110), (660, 110)),
    "whistle": ((1175, 70), (1568, 70), (1175, 70), (1568, 70), (1175, 70)),
    "ordered": ((587, 90), (0, 30), (587, 90), (880, 150)),
    "reply_due": ((784, 140), (587, 180)),
    "overdue": ((660, 130), (0, 60), (660, 130)),
    "returned": ((494, 130), (392, 180)),
    "reply": ((523, 110), (784, 150)),
    "near": ((523, 180),),
    "late": ((660, 110), (523, 110), (440, 180)),
    "sync": ((330, 200),),
}


def samples(notes: tuple[tuple[int, int], ...]) -> "array.array[int]":
    """The notes one after another, as 16-bit samples."""
    out = array.array("h")
    edge = RATE * EDGE_MS // 1000
    for hz, ms in notes:
        length = RATE * ms // 1000
        for n in range(length):
            soft = min(1.0, n / edge, (length - 1 - n) / edge)
            out.append(round(32_767 * LOUD * soft * math.sin(2 * math.pi * hz * n / RATE)))
    if sys.byteorder == "big":
        out.byteswap()
    return out


def tone(kind: str) -> bytes:
    """The WAV file of a kind."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples(TONES[kind]).tobytes())
    return held.getvalue()


def main(folder: Path) -> None:
    """Write all tones into a folder."""
    for kind in TONES:
        (folder / f"{kind}.wav").write_bytes(tone(kind))


if __name__ == "__main__":
    main(Path(__file__).resolve().parent.parent / "resources" / "tones")
