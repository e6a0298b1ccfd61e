"""The forms of contact as one records them: a family to a module, each form a short class with its own few fields."""

from huiyin.contacts.models import Contact
from huiyin.lib.charter import Charter, Named
from huiyin.recording.forms.base import OccasionForm
from huiyin.recording.forms.households import OutreachForm, PairedAidForm, TalkForm, VisitForm
from huiyin.recording.forms.meetings import CourseForm, MeetingForm, PolicyTalkForm
from huiyin.recording.forms.stays import AdviceForm, OtherForm, ResearchForm, ServiceForm, StayForm

Kind = Contact.Kind

FORMS: dict[str, type[OccasionForm]] = {
    Kind.VISIT: VisitForm,
    Kind.TALK: TalkForm,
    Kind.OUTREACH: OutreachForm,
    Kind.VILLAGE_MEETING: MeetingForm,
    Kind.FIELD_STAY: StayForm,
    Kind.PAIRED_AID: PairedAidForm,
    Kind.RESEARCH: ResearchForm,
    Kind.VOLUNTEERING: ServiceForm,
    Kind.VILLAGE_ADVICE: AdviceForm,
    Kind.POLICY_TALK: PolicyTalkForm,
    Kind.PUBLIC_COURSE: CourseForm,
    Kind.OTHER: OtherForm,
}


def offered(charter: Charter) -> list[Named]:
    """The forms one can record here, in the order of the institution's list."""
    return [form for form in charter.listed("form") if form.code in FORMS]
