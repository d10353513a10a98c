"""A case between streets in words: the request, where it went, where it came from, and its course before."""

from PySide6.QtCore import QCoreApplication

from commandcenter.core.case import Case
from commandcenter.core.masking import masked
from commandcenter.core.numbers import short_number
from commandcenter.core.transfer import with_streets
from commandcenter.core.transfer_bodies import CarriedStep, Received, TransferAsked, Transferred
from commandcenter.ui import case_parts, texts, time_words, timeline

translate = QCoreApplication.translate  # a name that lupdate knows


def facts_of(case: Case, now: int) -> tuple[case_parts.Fact, ...]:
    """What the panel says of a case that goes, went or came."""
    made = []
    if case.transfer is not None:
        made.append(case_parts.Fact(
            label=translate("Transfer", "Transfer"),
            value=translate("Transfer", "to {0}, waits for the city platform").format(case.transfer.to_name),
            more=case.transfer.reason))
    if case.moved is not None:
        made.append(case_parts.Fact(
            label=translate("Transfer", "Transferred"),
            value=translate("Transfer", "to {0}, there case {1}").format(
                case.moved.to_name, short_number(case.moved.number)),
            more=time_words.past(now, case.moved.at)))
    if case.received is not None:
        came = case.received
        legs = " → ".join(f"{leg.name} {short_number(leg.number)}" for leg in came.trail)
        made.append(case_parts.Fact(
            label=translate("Transfer", "Handed over by"), value=legs,
            more=" · ".join((time_words.past(now, came.at), came.reason))))
    return tuple(made)


def asked_text(body: TransferAsked) -> str:
    """A request in one line."""
    return " · ".join((translate("Transfer", "to {0}").format(body.to_name), body.reason))


def moved_text(body: Transferred) -> str:
    """The platform's answer in one line."""
    return translate("Transfer", "to {0}, there case {1}").format(body.to_name, short_number(body.number))


def received_text(came: Received) -> str:
    """Where a report came from, in one line."""
    return " · ".join((translate("Transfer", "from {0}, there case {1}").format(
        came.last.name, short_number(came.last.number)), came.reason))


def steps_of(case: Case, now: int, *, whole: bool) -> tuple[timeline.Rung, ...]:
    """The course of a case in the streets before, oldest first, each step with the name of its street."""
    came = case.received
    if came is None:
        return ()
    left = () if not came.left_out else (timeline.Rung(
        time="", title=translate("Transfer", "Earlier steps left out"), text=str(came.left_out), kind=timeline.DONE),)
    return (*left, *(_rung(one, now, leg.name, whole) for one, leg in with_streets(came)))


def _rung(one: CarriedStep, now: int, street: str, whole: bool) -> timeline.Rung:
    said = one.text if whole else masked(one.text)
    text = " · ".join(filter(None, (street, one.who or texts.role_text(one.role), said)))
    title = texts.fact_text(one.type)
    return timeline.Rung(
        time=time_words.line_time(now, one.at), title=title, text=text, kind=timeline.DONE,
        tip=f"{time_words.moment(one.at)}  {title}\n{text}")
