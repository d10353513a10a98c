"""A draft mapping (映射草稿) for an unknown file of cases: which column holds what, guessed from headers and values.

Only a proposal, with what a person must check; words for that are brought by the caller. Opens no file.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import median

from commandcenter.core import limits
from commandcenter.core.catalogue import UNCLASSIFIED, Catalogue
from commandcenter.core.city_rules import Channel
from commandcenter.core.mapping import Columns, Positions, read_time
from commandcenter.core.mapping import Mapping as CaseMapping

SAMPLE = 2_000  # rows that are looked at closely, spread over the file
MOST_VALUES = 1_000  # different values of a column that are counted
SURE = 0.9  # share of values that must be of a kind
THRESHOLD = 0.6  # similarity from which a class is proposed
TRANSLATED = 0.9  # factor of a similarity found through the word list
_FIRST = 25  # values that a time format is tried on before all are
_YEARS = (631_152_000_000, 4_102_444_800_000)  # 1990 … 2100, ms UTC
CHINA = (73.0, 18.0, 136.0, 54.0)  # west, south, east, north

FORMATS: tuple[str, ...] = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S.000", "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.000", "%Y-%m-%dT%H:%M:%S.000Z",
    "%Y-%m-%dT%H:%M:%S+08:00", "%Y-%m-%dT%H:%M",
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y.%m.%d %H:%M:%S", "%Y.%m.%d %H:%M", "%Y.%m.%d",
    "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日%H时%M分", "%Y年%m月%d日 %H时%M分", "%Y年%m月%d日",
    "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%d/%m/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M %p", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y%m%d%H%M%S",
)
_STATED_ZONES = (("UTC", "UTC"), ("Z", "UTC"), ("+08:00", "Asia/Shanghai"))

WORDS: dict[str, tuple[str, ...]] = {  # role → words of a header, the best first; two words: one after the other
    "lat": ("latitude", "纬度", "lat", "北纬", "y坐标", "y"),
    "lon": ("longitude", "经度", "lng", "lon", "long", "东经", "x坐标", "x"),
    "opened": ("上报时间", "受理时间", "登记时间", "创建时间", "来电时间", "发生时间", "created", "opened", "open",
               "requested", "reported", "submitted", "received", "entry", "上报", "受理", "登记", "创建", "立案"),
    "closed": ("结案时间", "办结时间", "关闭时间", "完成时间", "closed", "close", "completed", "resolved",
               "finished", "结案", "办结", "关闭", "完成", "处置"),
    "due": ("截止时间", "到期时间", "应结案时间", "due", "target", "deadline", "expected", "sla", "截止", "到期",
            "期限", "应结"),
    "limit": ("处置时限", "办理时限", "处理时限", "时限"),
    "id": ("案件编号", "工单编号", "受理编号", "任务号", "案卷号", "流水号", "编号", "unique key", "case id",
           "case enquiry id", "request id", "service request id", "ticket", "reference", "key", "number", "id",
           "单号"),
    "category": ("小类名称", "问题小类", "小类", "问题类型", "案件类型", "案件类别", "事项类别", "问题分类",
                 "complaint type", "request type", "service name", "case type", "issue type", "category", "type",
                 "类别", "类型", "分类", "大类", "subject", "reason", "problem", "issue"),
    "channel": ("案件来源", "问题来源", "来源", "渠道", "途径", "受理方式", "source", "channel", "origin",
                "method received"),
    "closing": ("结案说明", "处理结果", "办理结果", "处置结果", "办理情况", "closure reason",
                "resolution description", "resolution", "status notes", "outcome"),
    "place": ("地点", "地址", "位置", "案发地点", "事发地", "incident address", "address", "location", "place",
              "street"),
    "text": ("问题描述", "案件描述", "诉求内容", "标题", "描述", "内容", "事由", "case title", "title",
             "description", "descriptor", "summary", "subject", "details", "complaint"),
    "status": ("状态", "办理状态", "case status", "status", "state"),
}
_NOT: dict[str, frozenset[str]] = {  # words that make it something else
    "category": frozenset({"location", "address", "property", "vehicle", "facility", "channel", "closure", "road"}),
    "place": frozenset({"type", "zip", "code", "zipcode"}), "id": frozenset({"property", "zip", "district"}),
    "opened": frozenset({"closed", "due"}), "status": frozenset({"notes", "ontime", "time"}),
    "channel": frozenset({"media"}),
}
PERSONAL = (
    "电话", "手机", "联系人", "姓名", "身份证", "来电人", "phone", "mobile", "caller", "contact", "email", "reporter",
)

CHANNELS: tuple[tuple[str, Channel], ...] = (  # a word of the value → channel, the first that fits
    ("采集", Channel.COLLECTOR), ("网格", Channel.COLLECTOR), ("巡查", Channel.COLLECTOR),
    ("worker", Channel.COLLECTOR),
    ("inspector", Channel.COLLECTOR), ("热线", Channel.HOTLINE), ("电话", Channel.HOTLINE),
    ("12345", Channel.HOTLINE), ("12319", Channel.HOTLINE), ("phone", Channel.HOTLINE), ("call", Channel.HOTLINE),
    ("公众", Channel.PUBLIC), ("微信", Channel.PUBLIC), ("随手拍", Channel.PUBLIC), ("市民", Channel.PUBLIC),
    ("mobile", Channel.PUBLIC), ("app", Channel.PUBLIC), ("网", Channel.WEB), ("邮", Channel.WEB),
    ("web", Channel.WEB), ("online", Channel.WEB), ("mail", Channel.WEB), ("self service", Channel.WEB),
    ("媒体", Channel.MEDIA), ("twitter", Channel.MEDIA), ("facebook", Channel.MEDIA), ("media", Channel.MEDIA),
    ("上级", Channel.SUPERIOR), ("交办", Channel.SUPERIOR), ("督办", Channel.SUPERIOR), ("mayor", Channel.SUPERIOR),
    ("视频", Channel.VIDEO), ("智能", Channel.VIDEO), ("camera", Channel.VIDEO), ("video", Channel.VIDEO),
    ("自查", Channel.STAFF), ("工作人员", Channel.STAFF), ("employee", Channel.STAFF), ("staff", Channel.STAFF),
)

ENGLISH: tuple[tuple[str, str], ...] = (  # a word of an English category → a name of ours, the more exact first
    ("catch basin", "雨水箅子"), ("catchbasin", "雨水箅子"), ("manhole", "不明井盖"), ("street light", "路灯"),
    ("streetlight", "路灯"), ("street sign", "道路指示牌"), ("sign", "道路指示牌"), ("sidewalk", "人行道"),
    ("curb", "路沿石"), ("pothole", "道路破损"), ("street condition", "道路破损"), ("roadway", "道路破损"),
    ("pavement", "道路破损"), ("street defect", "道路破损"), ("highway condition", "道路破损"),
    ("graffiti", "临街建筑物外立面不洁"), ("illegal posting", "非法小广告"), ("poster", "非法小广告"),
    ("illegal dumping", "积存垃圾渣土"), ("dumping", "积存垃圾渣土"), ("overflowing", "垃圾满溢"),
    ("litter basket", "垃圾箱（果皮箱、桶）"), ("litter receptacle", "垃圾箱（果皮箱、桶）"),
    ("recycling", "垃圾未分类"), ("dead animal", "动物尸体"), ("animal waste", "道路不洁"), ("dirty", "道路不洁"),
    ("street cleaning", "道路不洁"), ("sanitation condition", "道路不洁"), ("sidewalk cleaning", "道路不洁"),
    ("sweeping", "道路不洁"), ("garbage", "暴露生活垃圾"), ("trash", "暴露生活垃圾"), ("litter", "暴露生活垃圾"),
    ("construction debris", "施工废弃料"), ("construction noise", "施工扰民"), ("construction", "施工扰民"),
    ("noise", "商业噪音"), ("tree", "行道树"), ("sewer", "排水管道堵塞、破裂"), ("flood", "道路积水"),
    ("flooding", "道路积水"), ("water main", "供水管道破裂"), ("snow", "道路积雪、积冰"), ("ice", "道路积雪、积冰"),
    ("dust", "工地扬尘"), ("vendor", "无照经营游商"), ("vending", "无照经营游商"), ("bicycle", "非机动车乱停放"),
    ("bike", "非机动车乱停放"), ("news rack", "报刊亭"), ("newsstand", "报刊亭"), ("news box", "报刊亭"),
    ("public toilet", "公共厕所"), ("bus stop", "公交站亭（牌）"), ("bus shelter", "公交站亭（牌）"),
    ("bench", "街头座椅"), ("unleashed dog", "违规养犬"), ("gas leak", "燃气管道破裂"), ("wire", "架空线缆脱落"),
)
_ENGLISH = tuple((re.compile(rf"\b{word}(s|es)?\b"), ours) for word, ours in ENGLISH)
_WEAK = re.compile("非法|违法|违规|违章|擅自|问题|现象|情况")
_NEGATIONS = re.compile("[非无未不]")
_HAN = re.compile("[\u4e00-\u9fff]")
_PARTS = re.compile(r"[/\\>＞\-_:：,，、;；()（）|\s]+")


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A category of the file, how often it comes, the class proposed for it, its name and the similarity in [0, 1].

    Below the threshold `target` is "unclassified", and name and score are of the nearest class ("" for none).
    """

    category: str
    count: int
    target: str
    name: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A draft: the mapping, the guesses for its categories, and what must be checked, as keys with facts."""

    mapping: CaseMapping
    guesses: tuple[Guess, ...]
    status: str | None
    rows: int
    zones: tuple[str, ...]
    formats: tuple[str, ...]
    checks: tuple[tuple[str, Mapping[str, str]], ...]


class Unproposable(Exception):
    """No draft can be made. Keys: draft-no-rows, draft-no-id, draft-no-time, draft-no-category."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


class Survey:
    """Looks at rows as they go by: some of them whole, and how often each value of a column comes."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = tuple(header)
        self.rows = 0
        self.sample: list[tuple[str, ...]] = []
        self._step = 1
        self._values: list[Counter[str] | None] = [Counter() for _ in header]
        self._filled = [0] * len(header)

    def add(self, cells: Sequence[str]) -> None:
        """One row; as many cells as the header has."""
        if self.rows % self._step == 0:
            self.sample.append(tuple(cell.strip() for cell in cells))
            if len(self.sample) > 2 * SAMPLE:
                self.sample = self.sample[::2]
                self._step *= 2
        self.rows += 1
        for n, cell in enumerate(cells):
            text = cell.strip()
            if not text:
                continue
            self._filled[n] += 1
            values = self._values[n]
            if values is not None:
                values[text] += 1
                if len(values) > MOST_VALUES:
                    self._values[n] = None

    def column(self, n: int) -> list[str]:
        """The values of a column in the sample that are not empty."""
        return [row[n] for row in self.sample if row[n]]

    def values(self, n: int) -> Counter[str] | None:
        """All values of a column and how often they come; None where there are too many."""
        return self._values[n]

    def filled(self, n: int) -> float:
        """Share of rows in which the column says something."""
        return self._filled[n] / self.rows if self.rows else 0.0


def propose(survey: Survey, catalogue: Catalogue, *, name: str, encoding: str, delimiter: str) -> Proposal:
    """The draft for a file that was surveyed.

    Raises:
        Unproposable: no rows, or no column for an id, a time or a category can be found.
    """
    if not survey.rows:
        raise Unproposable("draft-no-rows")
    guesser = _Guesser(survey)
    columns = guesser.columns()
    checks = guesser.checks
    values = survey.values(guesser.found["category"]) or Counter()
    classify = classifier(catalogue)
    guesses = tuple(classify(value, count) for value, count in values.most_common())
    positions, bounds = guesser.place()
    time_format = guesser.format
    stated = next((zone for end, zone in _STATED_ZONES if time_format.endswith(end)), None)
    channels = _channels(survey, guesser.found.get("channel"))
    mapping = CaseMapping(
        name=name, title=name, format="csv", encoding=encoding, delimiter=delimiter, time_format=time_format,
        tz=stated or "Asia/Shanghai", columns=columns, categories={one.category: one.target for one in guesses},
        positions=positions, bounds=bounds, demo=positions is Positions.REANCHOR, channels=channels,
        closing="" if columns.closing else "已办结",
    )
    zones = () if stated else guesser.zones()
    return Proposal(
        mapping=mapping, guesses=guesses, rows=survey.rows, zones=zones, formats=guesser.formats, checks=tuple(checks),
        status=None if "status" not in guesser.found else survey.header[guesser.found["status"]],
    )


def classifier(catalogue: Catalogue) -> Callable[[str, int], Guess]:
    """Finds the class whose name is most like a category; a word list leads from English to our names.

    Two classes that are alike as much (井盖: which of nine?) are left to a person.
    """
    names = [(entry.key, entry.name, _bare(entry.name)) for entry in catalogue.classes if entry.key != UNCLASSIFIED]

    def nearest(text: str) -> tuple[float, str, str]:
        bare = _bare(text)
        if not _HAN.search(bare):
            return 0.0, UNCLASSIFIED, ""
        scored = [(_likeness(bare, other), key, name) for key, name, other in names]
        best = max((score for score, _, _ in scored), default=0.0)
        first, *others = [found for found in scored if found[0] == best] or [(0.0, UNCLASSIFIED, "")]
        return (best, UNCLASSIFIED, first[2]) if others else first

    def classify(category: str, count: int) -> Guess:
        texts = [(category, 1.0)] + [(part, 0.95) for part in _PARTS.split(category) if part]
        lower = _words(category)
        texts += [(ours, TRANSLATED) for word, ours in _ENGLISH if word.search(lower)][:1]
        found = [(score * weight, key, name) for text, weight in texts for score, key, name in (nearest(text),)]
        score, key, name = max(found, key=lambda one: one[0])
        return Guess(category=category, count=count, target=key if score >= THRESHOLD else UNCLASSIFIED,
                     name=name if score > 0 else "", score=round(score, 2))

    return classify


class _Guesser:
    """Finds the columns, each used once; what is doubtful goes to `checks`."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self.found: dict[str, int] = {}
        self.format = ""
        self.formats: tuple[str, ...] = ()
        self.checks: list[tuple[str, Mapping[str, str]]] = []
        twice = {name for name, n in Counter(survey.header).items() if n > 1 or not name.strip()}
        self._usable = [n for n, name in enumerate(survey.header) if name not in twice]
        if twice - {""}:
            self._check("draft-columns-twice", columns=", ".join(sorted(twice)))
        self._times: dict[int, dict[str, float]] = {n: _time_formats(survey.column(n)) for n in self._usable}

    def columns(self) -> Columns:
        """All roles in the order of how surely they are told.

        Raises:
            Unproposable: draft-no-id, draft-no-time, draft-no-category.
        """
        self._positions()
        self._find_times()
        self._find("id", self._is_id)
        if "id" not in self.found:
            unique = next((n for n in self._free() if self._is_id(n)), None)
            if unique is None:
                raise Unproposable("draft-no-id")
            self.found["id"] = unique
            self._check("draft-id-by-values", column=self._survey.header[unique])
        self._find("limit", self._is_limit)
        self._find("category", self._is_category)
        if "category" not in self.found:
            raise Unproposable("draft-no-category")
        self._find("channel", lambda n: self._few(n, 60))
        self._find("status", lambda n: self._few(n, 60))
        self._find("closing", lambda n: any(map(_HAN.search, self._survey.column(n)[:_FIRST])))
        self._find("place", self._is_words)
        self._find("text", self._is_words)
        personal = [name for name in self._survey.header if any(word in name.lower() for word in PERSONAL)]
        if personal:
            self._check("draft-personal", columns=", ".join(personal))
        others = [self._survey.header[n] for n in self._free() if self._score(n, "category") and self._is_category(n)]
        if others:
            self._check("draft-other-categories", columns=", ".join(others))
        name = {role: self._survey.header[n] for role, n in self.found.items()}
        return Columns(
            id=name["id"], opened=name["opened"], category=(name["category"],), closed=name.get("closed"),
            due=name.get("due"), limit=name.get("limit"), text=name.get("text"), place=name.get("place"),
            lon=name.get("lon"), lat=name.get("lat"), channel=name.get("channel"), closing=name.get("closing"),
        )

    def place(self) -> tuple[Positions, tuple[float, float, float, float] | None]:
        """What to do with the positions: kept where they lie in China, else moved from the bounds of most of them."""
        points = self._points()
        if not points:
            self._check("draft-no-position")
            return Positions.KEEP, None
        lons, lats = sorted(p[0] for p in points), sorted(p[1] for p in points)
        west, south, east, north = CHINA
        if west <= median(lons) <= east and south <= median(lats) <= north:
            self._check("draft-kept")
            return Positions.KEEP, None
        cut = len(points) // 200
        box = lons[cut], lats[cut], lons[-1 - cut], lats[-1 - cut]
        wide, high = max((box[2] - box[0]) * 0.02, 0.001), max((box[3] - box[1]) * 0.02, 0.001)
        self._check("draft-reanchored")
        return Positions.REANCHOR, (
            round(max(box[0] - wide, -180.0), 4), round(max(box[1] - high, -90.0), 4),
            round(min(box[2] + wide, 180.0), 4), round(min(box[3] + high, 90.0), 4))

    def zones(self) -> tuple[str, ...]:
        """Zones in which the wall clock may have been read, besides our own."""
        points = self._points()
        if not points:
            return ("UTC",)
        hours = round(median(p[0] for p in points) / 15)
        return ("UTC",) if hours in (0, 8) else (f"Etc/GMT{-hours:+d}", "UTC")

    # -- columns ------------------------------------------------------------------------------------------------------

    def _free(self) -> list[int]:
        return [n for n in self._usable if n not in self.found.values()]

    def _find(self, role: str, fits: Callable[[int], bool]) -> None:
        scored = [(self._score(n, role), -n) for n in self._free()]
        for score, place in sorted(scored, reverse=True):
            if score and fits(-place):
                self.found[role] = -place
                return

    def _score(self, n: int, role: str) -> int:
        """How well a header fits a role; 0: not at all. An exact word counts more than one among others."""
        header = _words(self._survey.header[n])
        parts = header.split()
        if not header or _NOT.get(role, frozenset()) & set(parts):
            return 0
        words = WORDS[role]
        for place, word in enumerate(words):
            weight = len(words) - place
            if header == word:
                return 1000 + weight
            if _HAN.search(word):
                if word in header:
                    return 500 + weight
            elif f" {word} " in f" {header} ":
                return 500 + weight
        return 0

    def _find_times(self) -> None:
        times = [n for n in self._free() if self._times[n]]
        if not times:
            raise Unproposable("draft-no-time")
        scored = sorted(((self._score(n, "opened"), self._survey.filled(n), -n) for n in times), reverse=True)
        score, _, place = scored[0]
        if not score:
            place = -max(times, key=lambda n: (round(self._survey.filled(n), 2), -self._middle(n)))
            self._check("draft-opened-by-values", column=self._survey.header[-place])
        self.found["opened"] = opened = -place
        rates = self._times[opened]
        best = max(rates.values())
        fits = [one for one in FORMATS if rates.get(one, 0.0) >= best - 1e-9]
        for n in times:  # 03/04/2026 is read in two ways, 03/24/2026 in the next column in one
            if n != opened and (self._score(n, "closed") or self._score(n, "due")):
                others = self._times[n]
                fits = [one for one in fits if others.get(one, 0.0) >= max(others.values()) - 1e-9] or fits
        self.format, self.formats = fits[0], tuple(fits[1:])
        if self.formats:
            self._check("draft-format", format=self.format, others=" ".join(self.formats))
        if best < 1:
            self._check("draft-times-unreadable", column=self._survey.header[opened], share=f"{100 * (1 - best):.1f}")
        for role in ("closed", "due"):
            self._find(role, lambda n: self._times[n].get(self.format, 0.0) >= SURE)
        closed = self.found.get("closed")
        if closed is not None:
            wrong = self._before(opened, closed)
            if wrong:
                self._check("draft-closed-before", share=f"{100 * wrong:.1f}")
        else:
            self._check("draft-no-closed")

    def _middle(self, n: int) -> float:
        read = _reader(max(self._times[n], key=lambda one: self._times[n][one]))
        return median([at for at in map(read, self._survey.column(n)) if at is not None] or [0])

    def _before(self, opened: int, closed: int) -> float:
        """Share of rows that were closed before they were opened."""
        read = _reader(self.format)
        pairs = [(read(row[opened]), read(row[closed])) for row in self._survey.sample if row[opened] and row[closed]]
        both = [(one, other) for one, other in pairs if one is not None and other is not None]
        return sum(other < one for one, other in both) / len(both) if both else 0.0

    def _positions(self) -> None:
        self._find("lat", lambda n: self._is_degrees(n, 90))
        self._find("lon", lambda n: self._is_degrees(n, 180))
        if "lat" in self.found and "lon" in self.found:
            return
        self.found.pop("lat", None)
        self.found.pop("lon", None)
        degrees = [n for n in self._free() if self._is_degrees(n, 180, digits=3)]
        west, south, east, north = CHINA
        for lon in degrees:
            for lat in degrees:
                x, y = (median(map(float, self._survey.column(n))) for n in (lon, lat))
                here = west <= x <= east and south <= y <= north
                if lon != lat and self._is_degrees(lat, 90) and (here or not self._is_degrees(lon, 90)):
                    self.found |= {"lon": lon, "lat": lat}
                    self._check("draft-position-by-values", columns=f"{self._survey.header[lon]}, "
                                                                     f"{self._survey.header[lat]}")
                    return

    def _is_degrees(self, n: int, most: int, digits: int = 1) -> bool:
        values = self._survey.column(n)
        pattern = re.compile(rf"-?\d{{1,3}}\.\d{{{digits},20}}")
        good = sum(1 for value in values if pattern.fullmatch(value) and abs(float(value)) <= most)
        return bool(values) and good >= SURE * len(values)

    def _points(self) -> list[tuple[float, float]]:
        lon, lat = self.found.get("lon"), self.found.get("lat")
        if lon is None or lat is None:
            return []
        found = []
        for row in self._survey.sample:
            try:
                x, y = float(row[lon]), float(row[lat])
            except ValueError:
                continue
            if abs(x) <= 180 and abs(y) <= 90 and (x or y):
                found.append((x, y))
        return found

    def _is_id(self, n: int) -> bool:
        values = self._survey.column(n)
        return (len(values) >= 0.98 * len(self._survey.sample) and len(set(values)) >= 0.98 * len(values)
                and not self._times[n] and not self._is_degrees(n, 180, digits=3))

    def _is_limit(self, n: int) -> bool:
        values = self._survey.column(n)
        return bool(values) and sum(map(_is_limit, values)) >= SURE * len(values)

    def _is_category(self, n: int) -> bool:
        values = self._survey.values(n)
        if not values or self._survey.filled(n) < 0.8 or self._times[n] or self._is_degrees(n, 180):
            return False
        return len(values) <= max(30, self._survey.rows // 4) and max(map(len, values)) <= 120

    def _few(self, n: int, most: int) -> bool:
        values = self._survey.values(n)
        return bool(values) and len(values or ()) <= most and not self._times[n] and not self._is_degrees(n, 180)

    def _is_words(self, n: int) -> bool:
        values = self._survey.column(n)
        words = sum(bool(re.search(r"[^\W\d_]{2}", value)) and not value.startswith("POINT") for value in values)
        return bool(values) and words >= SURE * len(values) and not self._times[n]

    def _check(self, key: str, **facts: str) -> None:
        self.checks.append((key, facts))


def _channels(survey: Survey, n: int | None) -> dict[str, Channel]:
    values: Iterable[str] = () if n is None else survey.values(n) or ()
    return {
        value: next((channel for word, channel in CHANNELS if word in value.lower()), Channel.SYSTEM)
        for value in values
    }


def _time_formats(values: Sequence[str]) -> dict[str, float]:
    """Formats in which SURE of the values can be read, with their share."""
    found: dict[str, float] = {}
    for one in FORMATS if values else ():
        read = _reader(one)
        first = values[:_FIRST]
        if 2 * sum(read(value) is not None for value in first) < len(first):
            continue
        rate = sum(read(value) is not None for value in values) / len(values)
        if rate >= SURE:
            found[one] = rate
    return found


def _reader(time_format: str) -> Callable[[str], int | None]:
    """Reads a time of a format, ms as if UTC; None where it cannot be read or is no year of ours."""
    its = CaseMapping(name="", title="", format="csv", encoding="utf-8", time_format=time_format, tz="UTC",
                      columns=Columns(id="", opened="", category=()), categories={})

    def read(text: str) -> int | None:
        at = read_time(its, text)
        return at if at is not None and _YEARS[0] <= at < _YEARS[1] else None

    return read


def _is_limit(text: str) -> bool:
    try:
        limits.parse_limit(text)
    except limits.LimitError:
        return False
    return True


def _words(text: str) -> str:
    """Lower-case words with one blank between: CASE_ENQUIRY_ID, caseEnquiryId → case enquiry id."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return " ".join(re.findall(r"[^\W_]+", plain.lower()))


def _bare(text: str) -> str:
    """Without blanks, brackets' kind, and words that say nothing of the kind of problem."""
    plain = re.sub(r"[\s()、,，]+", "", unicodedata.normalize("NFKC", text)).lower()
    return _WEAK.sub("", plain) or plain


def _likeness(one: str, other: str) -> float:
    """How like a category is a class's name, in [0, 1]; a name that stands whole in the category counts for much.

    A 不, 无, 未 or 非 in only one of the two halves it: 机动车 is not 非机动车.
    """
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    if len(_NEGATIONS.findall(one)) != len(_NEGATIONS.findall(other)):
        ratio /= 2
    place = one.find(other)
    whole = place >= 0 and not _NEGATIONS.fullmatch(one[max(place - 1, 0):place])
    return max(ratio, 0.7 + 0.1 * len(other) / len(one)) if whole else ratio
