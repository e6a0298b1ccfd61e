"""Everything time does, one line each; several clocks may run at once, each row is claimed by one of them."""

from django.utils.translation import gettext_lazy as _

import huiyin.accounts.clock
import huiyin.api.clock
import huiyin.api.telling
import huiyin.audit.clock
import huiyin.contacts.echo_clock
import huiyin.contacts.promise_clock
import huiyin.contacts.talk_clock
import huiyin.help.clock
import huiyin.inspection.clock
import huiyin.intake.mail.forgetting
import huiyin.intake.mail.polling
import huiyin.intake.wechat.clock
import huiyin.lots.clock
import huiyin.matters.asking_clock
import huiyin.matters.clock
import huiyin.matters.delivery_clock
import huiyin.matters.effect_clock
import huiyin.matters.figure_clock
import huiyin.matters.sub_task_clock
import huiyin.matters.urgent_clock
import huiyin.matters.window_clock
import huiyin.orgs.clock
import huiyin.outbox.clock
import huiyin.outbox.forgetting
import huiyin.privacy.clock
import huiyin.privacy.request_clock
import huiyin.reach.clock
import huiyin.receptions.clock
import huiyin.register.clock
import huiyin.reports.service_clock
import huiyin.rounds.clock
import huiyin.sealed.clock
import huiyin.supervision.clock
import huiyin.supervision.orphans
from huiyin.site.lines import Line as Line
from huiyin.site.lines import every as every
from huiyin.site.lines import log as log
from huiyin.site.lines import run_line as run_line

SCHEDULE = (
    every(
        huiyin.audit.clock.seal_settled,
        _("What was done is sealed, so that nobody can change it afterwards."),
        seconds=1,
        per_county=False,
    ),
    every(
        huiyin.register.clock.remind_of_dormant,
        _("Whoever has not met a household for long is reminded once, later the branch."),
        hours=1,
        in_turns=True,
    ),
    every(
        huiyin.matters.clock.remind_before_due,
        _("Whoever holds a matter is reminded before its date."),
        minutes=5,
        in_turns=True,
    ),
    every(
        huiyin.matters.clock.chase_overdue,
        _("An overdue matter is told one rung up the line."),
        minutes=5,
        in_turns=True,
    ),
    every(
        huiyin.matters.sub_task_clock.remind_of_parts,
        _("Whoever does a part of a matter is reminded before its day."),
        minutes=5,
        in_turns=True,
    ),
    every(
        huiyin.matters.sub_task_clock.chase_parts,
        _("An overdue part of a matter is told one rung up the line of its unit."),
        minutes=5,
        in_turns=True,
    ),
    every(huiyin.matters.clock.note_missed, _("It is written down which dates were missed."), minutes=5),
    every(
        huiyin.matters.delivery_clock.bring_unopened,
        _("An answer that nobody opens on its page is brought to the person by somebody."),
        minutes=30,
        in_turns=True,
    ),
    every(
        huiyin.sealed.clock.tell_of_late_ones,
        _("Who carries sealed reports is told of one that should have been handed over."),
        minutes=30,
    ),
    every(
        huiyin.matters.effect_clock.draw_effects,
        _("Some of the closed matters of a week are drawn, to ask whether it has held."),
        hours=6,
    ),
    every(
        huiyin.supervision.orphans.look_for_orphans,
        _("What has nobody, no date, or an answer that goes to nobody is told to the desk and the heads."),
        hours=6,
    ),
    every(
        huiyin.supervision.clock.redate,
        _("The dates of supervisions are worked out again when the days off of a year change."),
        minutes=30,
    ),
    every(
        huiyin.supervision.clock.tell_of_late_answers,
        _("Both sides are told when a supervision is past its date without an answer."),
        minutes=30,
    ),
    every(
        huiyin.matters.clock.close_unrated,
        _("An answered matter closes when the time for rating has passed."),
        minutes=30,
        in_turns=True,
    ),
    every(
        huiyin.matters.urgent_clock.alert_up_the_line,
        _("An urgent matter that nobody has looked at, or begun, is told one rung further up."),
        minutes=1,
    ),
    every(
        huiyin.matters.asking_clock.stop_waiting,
        _("A matter whose person was asked for more goes on when the days for an answer have passed."),
        minutes=30,
        in_turns=True,
    ),
    every(
        huiyin.matters.window_clock.remind_of_windows,
        _("A person's page says when the time to ask for a review ends soon."),
        hours=1,
        in_turns=True,
    ),
    every(
        huiyin.matters.window_clock.let_windows_lapse,
        _("What nobody asked to have rechecked in time comes to its end."),
        hours=1,
        in_turns=True,
    ),
    every(
        huiyin.matters.clock.redate,
        _("Dates are worked out again when the days off of a year have been announced or changed."),
        minutes=30,
    ),
    every(
        huiyin.matters.clock.wipe_receipts,
        _("The codes of receipts are forgotten after three days."),
        hours=1,
        in_turns=True,
    ),
    every(
        huiyin.help.clock.erase_needs,
        _("Needs whose time is over or whose consent was taken back are erased."),
        hours=1,
    ),
    every(
        huiyin.contacts.talk_clock.erase_talk_notes,
        _("An official's own notes of talks are erased when they are old enough."),
        hours=6,
    ),
    every(
        huiyin.privacy.clock.erase_withdrawn,
        _("The details of people who withdrew their consent are erased."),
        hours=6,
    ),
    every(
        huiyin.privacy.clock.erase_ended,
        _("The details of households that nobody has kept for long are erased."),
        hours=6,
    ),
    every(
        huiyin.privacy.request_clock.remind_of_requests,
        _("Whoever answers a request about one's own data is reminded before its day."),
        minutes=30,
    ),
    every(
        huiyin.privacy.request_clock.chase_requests,
        _("A request about one's own data that is past its day is told one rung up the line."),
        minutes=30,
    ),
    every(
        huiyin.privacy.request_clock.redate_requests,
        _(
            "The dates of requests about one's own data are worked out again when the days off of a year change."
        ),
        minutes=30,
    ),
    every(
        huiyin.privacy.request_clock.forget_requests,
        _("What a request about one's own data says is erased some time after its answer."),
        hours=1,
    ),
    every(
        huiyin.inspection.clock.remind_before_due,
        _("Whoever puts something right is reminded before its day."),
        minutes=30,
    ),
    every(
        huiyin.inspection.clock.tell_overdue,
        _("What was not put right by its day is told to the owner and the heads."),
        minutes=30,
    ),
    every(
        huiyin.orgs.clock.forget_attempts,
        _("Wrong pairs of number and code are forgotten after a day."),
        hours=1,
    ),
    every(
        huiyin.api.clock.note_changes,
        _("What changed of the matters that other systems follow is numbered for them."),
        seconds=2,
        in_turns=True,
    ),
    every(
        huiyin.api.telling.call_due,
        _("Other systems that follow matters are called when something changed."),
        seconds=2,
        per_county=False,
        takes_long=True,
    ),
    every(
        huiyin.api.clock.forget_calls,
        _("The single calls of other systems are forgotten after a day; counts by day stay."),
        hours=1,
    ),
    every(
        huiyin.api.clock.forget_changes,
        _("Changes told to other systems are forgotten after the days of the charter."),
        hours=1,
        in_turns=True,
    ),
    every(
        huiyin.intake.mail.forgetting.forget_arrivals,
        _("That a letter came is forgotten after the days of the charter; what was made of it stays."),
        hours=1,
        in_turns=True,
    ),
    every(
        huiyin.outbox.forgetting.forget_outgoing,
        _("That a message left is forgotten after the days of the charter."),
        hours=1,
        in_turns=True,
    ),
    every(
        huiyin.orgs.clock.forget_tokens,
        _("That a form was sent, so that it makes nothing twice, is forgotten after three months."),
        hours=24,
    ),
    every(
        huiyin.receptions.clock.remind_of_duty_days,
        _("Whoever receives is reminded of the reception day."),
        minutes=15,
    ),
    every(huiyin.receptions.clock.forget_bookings, _("What bookings no longer need is forgotten."), hours=1),
    every(
        huiyin.contacts.promise_clock.remind_promises,
        _("Whoever promised is reminded before the day."),
        minutes=30,
        in_turns=True,
    ),
    every(
        huiyin.contacts.promise_clock.chase_promises,
        _("A promise whose day has passed is pointed out."),
        minutes=30,
        in_turns=True,
    ),
    every(
        huiyin.contacts.echo_clock.remind_echoes,
        _("Whoever is to tell what became of something is reminded before the day."),
        minutes=30,
        in_turns=True,
    ),
    every(
        huiyin.contacts.echo_clock.chase_echoes,
        _("What somebody has not heard in time is pointed out."),
        minutes=30,
        in_turns=True,
    ),
    every(
        huiyin.contacts.promise_clock.look_for_signals,
        _("New records are looked through for what may need a second look."),
        hours=24,
    ),
    every(
        huiyin.accounts.clock.draft_accounts, _("Reports of periods that have ended are drafted."), minutes=30
    ),
    every(
        huiyin.accounts.clock.remind_accounts,
        _("Whoever owes a report is reminded before its day."),
        minutes=30,
    ),
    every(
        huiyin.accounts.clock.tell_late,
        _("A report that is late is told to who owes it and to the heads."),
        minutes=30,
    ),
    every(huiyin.reach.clock.follow, _("New contacts are counted among those whom we meet."), minutes=1),
    every(
        huiyin.reach.clock.check,
        _("Once a day the figures of whom we meet are counted again from nothing."),
        hours=1,
    ),
    every(
        huiyin.matters.figure_clock.add_up,
        _("What the steps of matters have changed in the figures is added up."),
        minutes=5,
    ),
    every(
        huiyin.matters.figure_clock.check,
        _("Once a day the figures of matters are counted again from nothing."),
        hours=1,
        per_county=False,
        takes_long=True,
    ),
    every(
        huiyin.outbox.clock.tell_officials,
        _("Whoever chose to is told by mail or SMS, once a working day, that notices wait."),
        minutes=10,
    ),
    every(
        huiyin.intake.mail.polling.look,
        _("The county's letterbox is looked into for new letters."),
        seconds=30,
        per_county=False,
        takes_long=True,
    ),
    every(
        huiyin.intake.wechat.clock.fetch,
        _("Photos that came by WeChat are fetched and put to their matters."),
        seconds=10,
        per_county=False,
        takes_long=True,
    ),
    every(
        huiyin.intake.wechat.clock.hand_over,
        _("What was written by WeChat and not registered goes to the desk after an hour."),
        minutes=1,
    ),
    every(
        huiyin.intake.wechat.clock.forget,
        _("Which messages WeChat sent is forgotten after three days."),
        minutes=10,
    ),
    every(
        huiyin.outbox.clock.send_due,
        _("Messages that wait are handed to the mail server and the SMS gateway."),
        seconds=10,
        per_county=False,
        takes_long=True,
    ),
    every(
        huiyin.reports.service_clock.add_up,
        _("What was done is added up in the figures of service."),
        minutes=1,
    ),
    every(
        huiyin.reports.service_clock.check,
        _("Once a day some of the figures of service are counted again from nothing."),
        hours=1,
        per_county=False,
        takes_long=True,
    ),
    every(
        huiyin.lots.clock.compute,
        _("The panels of a draw of lots that was asked for are worked out."),
        per_county=False,
        takes_long=True,
        seconds=2,
    ),
    every(
        huiyin.rounds.clock.compute,
        _("Plans of visits that somebody asked for are worked out."),
        seconds=2,
        per_county=False,
        takes_long=True,
    ),
    every(huiyin.rounds.clock.forget, _("Plans of visits are deleted some time after their day."), hours=6),
)
