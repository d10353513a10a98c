"""The search box without a screen: what was typed becomes the filter of the queue, and what could be typed next.

The box and the filter are one thing: a filter set elsewhere (a bar of a chart, the palette) is put in words here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from commandcenter.core import search as s
from commandcenter.core.catalogue import UNCLASSIFIED, CaseClass
from commandcenter.core.clocks import Urgency
from commandcenter.core.documents import Books
from commandcenter.core.search import FREE, Field, Name, Problem, Query, Suggestion, Tables
from commandcenter.desk import search_words
from commandcenter.desk.initials import Initials
from commandcenter.desk.queue_desk import QueueDesk, QueueView
from commandcenter.store.queue_filter import Filter

_SAME = {  # fields whose values are those of the filter
    Field.UNIT: "unit", Field.COMMUNITY: "community", Field.ROAD: "place", Field.NUMBER: "number",
    Field.SOURCE: "source", Field.MARK: "mark",
}


@dataclass(frozen=True, kw_only=True)
class SearchView:
    """The line in the box, and what of it was not understood."""

    text: str = ""
    problems: tuple[Problem, ...] = ()


class SearchDesk:
    """Turns lines into filters of a queue and back. `listeners` hear of each new view."""

    def __init__(
        self, queue: QueueDesk, now: Callable[[], int], books: Callable[[], Books | None],
        communities: Mapping[str, tuple[str, ...]], letters: Initials, *, chinese: bool,
    ) -> None:
        """`communities`: code → name and other names of it."""
        self._queue, self._now, self._books, self._letters = queue, now, books, letters
        self._communities, self._chinese = communities, chinese
        self.view = SearchView()
        self.listeners: list[Callable[[SearchView], None]] = []
        self._sought = ""
        self._filter = queue.view.filter  # that the line stands for
        self._tables: tuple[object, Tables] | None = None

    @property
    def tables(self) -> Tables:
        """The names of today: they change with the documents, and when initials were read."""
        books = self._books()
        stamp = (self._letters.version, tuple(books.versions.items()) if books is not None else None)
        if self._tables is None or self._tables[0] != stamp:
            self._tables = stamp, Tables(names={of: self._names(of, books) for of in Field}, chinese=self._chinese)
        return self._tables[1]

    def learn(self, also: tuple[str, ...] = (), done: Callable[[], None] = lambda: None) -> None:
        """Have the initials of all names read, and of others; what was typed is understood anew then."""
        books = self._books()
        names = {*also, *search_words.spoken(), *(n for names in self._communities.values() for n in names)}
        if books is not None:
            names |= {n for u in books.units.units for n in (u.name, u.short)}
            names |= {n for c in books.catalogue.classes for n in (c.name, c.major_name)}
            names |= {user.name for user in books.users.users}

        def learnt() -> None:
            if self.view.problems:
                self.search(self.view.text)
            done()

        self._letters.learn(names, learnt)

    def search(self, text: str) -> None:
        """Narrow the queue to what a line asks for; what it does not understand is in the view."""
        self._queue.narrow(self.take(text))

    def take(self, text: str) -> Filter:
        """Put a line in the box and give its filter, for who sets queue and filter together."""
        query = s.parse(text, self.tables)
        self._filter = self.filter_of(query)
        self._set(SearchView(text=text.strip(), problems=query.problems))
        return self._filter

    def seek(self, number: str) -> Filter:
        """Put the search for one case in the box: another queue does not keep it (`forget`)."""
        self._sought = f"{self.tables.key(Field.NUMBER)}:{number}"
        return self.take(self._sought)

    def forget(self) -> None:
        """Another queue is opened: a search for one case is left behind, one of a person's own is not."""
        if self._sought and self.view.text == self._sought:
            self.search("")
        self._sought = ""

    def add(self, of: Field, value: str) -> None:
        """Ask for one more value."""
        query = s.parse(self.view.text, self.tables)
        filters = dict(query.filters)
        filters[of] = (*filters.get(of, ()), value)
        added = replace(s.query_of(filters, query.words), problems=query.problems)
        self.search(s.printed(added, self.tables))

    def tick(self) -> None:
        """Another day may have begun: 今天 means another one."""
        found = self.filter_of(s.parse(self.view.text, self.tables))
        if found != self._filter and self._queue.view.filter == self._filter:
            self.search(self.view.text)

    def suggest(self, text: str, cursor: int) -> tuple[Suggestion, ...]:
        """What could be typed at the cursor."""
        return s.suggest(text, cursor, self.tables)

    def on_queue(self, view: QueueView) -> None:
        """The filter may have been set elsewhere: then it is put in words."""
        if view.filter != self._filter:
            self._filter = view.filter
            self._set(SearchView(text=self.words_of(view.filter)))

    def words_of(self, f: Filter) -> str:
        """The line that asks for a filter."""
        return s.printed(self.query_of(f), self.tables)

    def filter_of(self, query: Query) -> Filter:
        """The filter that a query means now; days are counted from today."""
        majors, minors = self._classes(query.values(Field.CLASS))
        spans = tuple(
            found for token in query.values(Field.REPORTED) if (found := s.span(token, self._now())) is not None)
        if query.values(Field.REPORTED) and not spans:
            spans = ((0, 0),)  # 02-30: no such day, no such case
        return Filter(
            class_key=minors, major=majors,
            urgency=tuple(Urgency[v.upper()] for v in query.values(Field.STATE)),
            stage=tuple(dict.fromkeys(
                stage for v in query.values(Field.STAGE) for stage in search_words.step_stages(v))),
            reported=spans, text=" ".join(query.words),
            **{name: query.values(of) for of, name in _SAME.items()})

    def query_of(self, f: Filter) -> Query:
        """The query that means a filter; days as dates."""
        filters: dict[Field, tuple[str, ...]] = {of: getattr(f, name) for of, name in _SAME.items()}
        filters[Field.CLASS] = (*self._major_keys(f.major), *f.class_key)
        filters[Field.STATE] = tuple(u.name.lower() for u in f.urgency)
        filters[Field.STAGE] = tuple(stage.value for stage in f.stage)
        filters[Field.REPORTED] = tuple(s.days_of(since, to) for since, to in f.reported)
        return s.query_of(filters, f.text.split())

    # -- names ------------------------------------------------------------------------------------------------------

    def _names(self, of: Field, books: Books | None) -> tuple[Name, ...]:
        word, chinese = self._letters.word, self._chinese
        if of is Field.COMMUNITY:
            return tuple(
                Name(value=code, label=names[-1], words=(*names, *map(word, names)), hint=code[-3:])
                for code, names in self._communities.items())
        if books is None:
            return search_words.names(of, word, chinese=chinese)
        if of is Field.UNIT:
            return tuple(
                Name(value=u.id, label=u.name, words=(u.short, word(u.name), word(u.short)), hint=u.short)
                for u in books.units.units)
        if of is Field.CLASS:
            majors = tuple(
                Name(value=key, label=name, words=(_code(key), word(name)), hint=_code(key))
                for key, name in books.catalogue.majors.items() if key != UNCLASSIFIED)
            return (*majors, *(self._class_name(c) for c in books.catalogue.classes))
        return () if of in FREE - {Field.REPORTED} else search_words.names(of, word, chinese=chinese)

    def _class_name(self, c: CaseClass) -> Name:
        code = _code(c.key)
        return Name(value=c.key, label=c.name, words=(code, self._letters.word(c.name)),
                    hint=" ".join(dict.fromkeys((code, c.major_name))))

    def _classes(self, values: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of majors and keys of minors; asked for together, majors are taken by their minors: any of them."""
        books = self._books()
        majors = {v: books.catalogue.majors[v] for v in values if books is not None and v in books.catalogue.majors
                  and v != UNCLASSIFIED}
        minors = tuple(v for v in values if v not in majors)
        if books is None or not majors:
            return (), minors
        names = list(majors.values())
        shared = {n for n in names if [*books.catalogue.majors.values()].count(n) > 1}
        if not minors and not shared:
            return tuple(dict.fromkeys(names)), ()
        return (), (*minors, *(c.key for c in books.catalogue.classes if c.major in majors))

    def _major_keys(self, names: tuple[str, ...]) -> tuple[str, ...]:
        books = self._books()
        keys = {name: key for key, name in books.catalogue.majors.items()} if books is not None else {}
        return tuple(keys.get(name, name) for name in names)

    def _set(self, view: SearchView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def _code(key: str) -> str:
    """component:0111 → 0111."""
    return key.partition(":")[2] or key
