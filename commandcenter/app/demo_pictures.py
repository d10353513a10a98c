"""Drawn photos for the demo city: invented scenes, before and after, so that no picture of a person or place is needed.

Same seed, same bytes. Each says DEMO in its corner.
"""

import io
import random
from typing import TYPE_CHECKING

from commandcenter.core.bodies import PhotoKind

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIZE = (640, 480)
_QUALITY = 82
_SKY, _WALL, _ROAD = (190, 208, 222), (176, 168, 156), (122, 124, 126)
_CLEAN = (PhotoKind.AFTER, PhotoKind.CHECK)


def draw(class_name: str, kind: PhotoKind, seed: str) -> bytes:
    """A JPEG of what a case of this class may look like: a street, and on it the problem, or no more."""
    from PIL import Image, ImageDraw

    chance = random.Random(f"{seed}|{class_name}")  # the same street before and after
    image = Image.new("RGB", SIZE, _SKY)
    pen = ImageDraw.Draw(image)
    horizon = 190 + chance.randrange(30)
    _street(pen, horizon, chance)
    if kind is PhotoKind.FAR:
        horizon += 40
    named = (scene for words, scene in _SCENES if any(word in class_name for word in words))
    scene = next(named, _SCENES[sum(class_name.encode()) % len(_SCENES)][1])
    at = (150 + chance.randrange(240), horizon + 110 + chance.randrange(60))
    scene(pen, at, 0.6 if kind is PhotoKind.FAR else 1.0, kind in _CLEAN, chance)
    light = random.Random(f"{seed}|{kind}").randrange(-14, 15)
    image = image.point([min(max(level + light, 0), 255) for level in range(256)] * 3)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, SIZE[1] - 18, 76, SIZE[1]), fill=(20, 20, 20))
    pen.text((6, SIZE[1] - 15), "DEMO drawn", fill=(240, 240, 240))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _street(pen: "ImageDraw", horizon: int, chance: random.Random) -> None:
    left = 0
    while left < SIZE[0]:
        wide, high = 70 + chance.randrange(90), 60 + chance.randrange(120)
        tone = chance.randrange(-24, 25)
        pen.rectangle((left, horizon - high, left + wide, horizon), fill=tuple(c + tone for c in _WALL))
        for x in range(left + 12, left + wide - 16, 26):
            for y in range(horizon - high + 12, horizon - 18, 30):
                pen.rectangle((x, y, x + 12, y + 16), fill=(96, 112, 128))
        left += wide
    pen.rectangle((0, horizon, SIZE[0], SIZE[1]), fill=_ROAD)
    pen.polygon(((0, horizon), (SIZE[0], horizon), (SIZE[0], horizon + 34), (0, horizon + 60)), fill=(168, 162, 152))
    for x in range(-40, SIZE[0], 120):
        pen.polygon(((x, 452), (x + 60, 446), (x + 62, 452), (x + 2, 458)), fill=(222, 222, 216))


def _manhole(pen: "ImageDraw", at: tuple[int, int], scale: float, clean: bool, chance: random.Random) -> None:
    x, y, wide, high = *at, 120 * scale, 46 * scale
    box = (x - wide, y - high, x + wide, y + high)
    pen.ellipse(box, fill=(92, 88, 84))
    if clean:
        pen.ellipse((box[0] + 8, box[1] + 4, box[2] - 8, box[3] - 4), fill=(134, 130, 124))
        for k in range(-3, 4):
            pen.line((x + k * wide / 4, y - high * 0.7, x + k * wide / 4, y + high * 0.7), fill=(104, 100, 96), width=3)
    else:
        pen.ellipse((box[0] + 8, box[1] + 4, box[2] - 8, box[3] - 4), fill=(14, 14, 16))
        pen.ellipse((x + wide * 0.6, y - high * 0.4, x + wide * 1.7, y + high * 0.7), fill=(140, 136, 130))


def _rubbish(pen: "ImageDraw", at: tuple[int, int], scale: float, clean: bool, chance: random.Random) -> None:
    x, y = at
    pen.rectangle((x - 40 * scale, y - 110 * scale, x + 40 * scale, y), fill=(42, 104, 70))
    pen.rectangle((x - 46 * scale, y - 122 * scale, x + 46 * scale, y - 106 * scale), fill=(30, 82, 56))
    if clean:
        return
    for _ in range(26):
        dx, dy = chance.randrange(-130, 131) * scale, chance.randrange(-26, 46) * scale
        side = (10 + chance.randrange(24)) * scale
        tone = (chance.randrange(90, 230), chance.randrange(90, 220), chance.randrange(80, 200))
        pen.ellipse((x + dx - side, y + dy - side * 0.7, x + dx + side, y + dy + side * 0.7), fill=tone)


def _pavement(pen: "ImageDraw", at: tuple[int, int], scale: float, clean: bool, chance: random.Random) -> None:
    x, y, side = *at, 44 * scale
    for row in range(-2, 3):
        for column in range(-4, 5):
            left, top = x + column * side + row * 12, y + row * side * 0.6
            broken = not clean and abs(row) < 2 and abs(column) < 3 and chance.random() < 0.7
            tone = (104, 84, 66) if broken else (188, 176, 158)
            pen.polygon(((left, top), (left + side - 3, top), (left + side + 4, top + side * 0.55),
                         (left + 7, top + side * 0.55)), fill=tone)


def _lamp(pen: "ImageDraw", at: tuple[int, int], scale: float, clean: bool, chance: random.Random) -> None:
    x, y = at
    top = y - 260 * scale
    lean = 0 if clean else 46 * scale
    pen.line((x, y, x + lean, top), fill=(70, 74, 80), width=max(int(12 * scale), 4))
    pen.line((x + lean, top, x + lean + 70 * scale, top - 10 * scale), fill=(70, 74, 80), width=max(int(9 * scale), 3))
    glow = (255, 240, 176) if clean else (84, 86, 88)
    left = x + lean + 56 * scale
    pen.ellipse((left, top - 22 * scale, left + 44 * scale, top + 6 * scale), fill=glow)


def _tree(pen: "ImageDraw", at: tuple[int, int], scale: float, clean: bool, chance: random.Random) -> None:
    x, y = at
    if not clean:
        pen.line((x - 150 * scale, y - 10, x + 150 * scale, y + 16 * scale), fill=(96, 70, 46),
                 width=max(int(18 * scale), 5))
    else:
        pen.rectangle((x - 9 * scale, y - 150 * scale, x + 9 * scale, y), fill=(96, 70, 46))
    for _ in range(30):
        dx = chance.randrange(-90, 91) * scale
        dy = chance.randrange(-60, 61) * scale
        middle = (x + dx, y - 190 * scale + dy) if clean else (x + 120 * scale + dx, y - 8 + dy * 0.5)
        side = 26 * scale
        pen.ellipse((middle[0] - side, middle[1] - side, middle[0] + side, middle[1] + side),
                    fill=(58, 110 + chance.randrange(50), 60))


def _facade(pen: "ImageDraw", at: tuple[int, int], scale: float, clean: bool, chance: random.Random) -> None:
    x, y = at
    left, top, right = x - 170 * scale, y - 250 * scale, x + 170 * scale
    pen.rectangle((left, top, right, y), fill=(206, 186, 160))
    for line in range(1, 9):
        pen.line((left, top + line * 28 * scale, right, top + line * 28 * scale), fill=(190, 170, 146))
    crack = [(x + (chance.randrange(-20, 21) + 8 * step) * scale, top + step * 26 * scale) for step in range(10)]
    if clean:
        pen.line(crack, fill=(216, 198, 174), width=max(int(16 * scale), 5))
        return
    pen.line(crack, fill=(54, 46, 40), width=max(int(6 * scale), 2))
    for px, py in crack[2:7:2]:
        pen.line((px, py, px + 60 * scale, py + 34 * scale), fill=(66, 58, 50), width=max(int(4 * scale), 2))


_SCENES = (  # by a word of the class's name, else by chance
    (("井", "盖", "管"), _manhole),
    (("垃圾", "废", "污", "脏", "暴露", "尸体", "清运", "摊", "堆"), _rubbish),
    (("灯", "杆", "牌", "电", "信号"), _lamp),
    (("树", "绿", "园", "草", "枝"), _tree),
    (("外立面", "墙", "裂缝", "广告", "涂写"), _facade),
    (("路", "道", "砖", "地面", "桥"), _pavement),
)
