"""What the pages of founding offer and ask: the divisions down to the county, and who begins it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin

from huiyin.administration.basis import BasisForm
from huiyin.audit.scope import login_door
from huiyin.orgs.founding import Beginning, Founded
from huiyin.orgs.models import County, Division, Official
from huiyin.orgs.slips import Given
from huiyin.ui.forms import Day, Sought, offer
from huiyin.ui.keyset import Page, page

LONGEST = 40
WHOLE, OWN = "00", range(71, 100)  # the last two digits: of a city as a whole, of development zones
LEVELS = tuple(Division.Level)
BASIS = ("basis_name", "basis_number", "basis_day")
ROLES = ("system", "security", "audit")
TWICE = _(
    "This name stands here already. The three administrators are three different people; for somebody else of that name, "
    "or for an account of the same person for service, please give a login name."
)
PEOPLE = {"login": "official", **{f"{role}_login": f"{role}_name" for role in ROLES}}


def here(code: str) -> list[Division]:
    """The province and city one stands in."""
    return list(Division.objects.filter(pk__in=[code[:2], code[:4]]).order_by("code"))


def below(code: str) -> list[dict[str, Any]]:
    """What is chosen from: the next level below."""
    found = Division.objects.under(code, next(level for level in LEVELS if level > len(code)))
    return [{"division": row, "county": _county_of(row), "above": []} for row in found]


def looked_for(request: HttpRequest, q: str) -> Page[Any]:
    """What has this name or code, from provinces down to villages, a page at a time; each with all that it lies in."""
    found: Page[Any] = page(Division.objects.named(q), request, "level", "code")
    homes = {row.code[:n] for row in found.rows for n in LEVELS if n < row.level}
    names = dict(Division.objects.filter(pk__in=homes).values_list("code", "name"))
    rows: list[Any] = [
        {
            "division": row,
            "county": _county_of(row),
            "above": [names[key] for n in LEVELS if n < row.level and (key := row.code[:n]) in names],
        }
        for row in found.rows
    ]
    return replace(found, rows=rows)


def _county_of(row: Division) -> str:
    """The code of the county that is begun with it; nothing above one."""
    return row.code[: Division.Level.AREA] if row.level >= Division.Level.AREA else ""


def proposed(code: str, at: datetime) -> dict[str, Any]:
    """What follows from a county of the list: its name, and from that address and letters, all to be changed."""
    first: dict[str, Any] = {"started_on": timezone.localdate(at)}
    county = Division.objects.filter(pk=code, level__in=(Division.Level.AREA, Division.Level.CITY)).first()
    if county is None:
        return first
    if county.level == Division.Level.AREA:
        return {**first, "name": county.name, "division_code": code, **from_name(county.name)}
    own: dict[str, Any] = {**first, "division_code": _own_code(code), "is_own_code": True}
    if own["division_code"].endswith(WHOLE):
        own |= {"name": county.name, **from_name(county.name)}
    return own


def _own_code(city: str) -> str:
    """A code that the list does not have: of a city without counties its own, else from where development zones begin."""
    listed = set(Division.objects.under(city, Division.Level.AREA).values_list("code", flat=True))
    if not listed:
        return city + WHOLE
    taken = listed | set(County.objects.values_list("division_code", flat=True))
    return next((code for n in OWN if (code := f"{city}{n}") not in taken), "")


class PickForm(forms.Form):
    """One county of a province, typed or chosen."""

    division = forms.ChoiceField(label=_("County or district"), widget=Sought)


def pick(province: str) -> PickForm | None:
    """All counties of a province by city, each found by its code and first letters too; none above a province."""
    if len(province) < Division.Level.PROVINCE:
        return None
    cities: dict[str, list[tuple[str, str]]] = {}
    words = {}
    named = dict(Division.objects.under(province, Division.Level.CITY).values_list("code", "name"))
    for code, name in Division.objects.under(province, Division.Level.AREA).values_list("code", "name"):
        cities.setdefault(named.get(code[:4], ""), []).append((code, name))
        words[code] = f"{code} {''.join(lazy_pinyin(name, style=Style.FIRST_LETTER))}"
    form = PickForm()
    offer(form, "division", [("", _("please choose")), *cities.items()])
    widget: Any = form.fields["division"].widget
    widget.words = words
    return form if cities else None


def from_name(name: str) -> dict[str, str]:
    """Address and letters of a county's name in pinyin, without the last character, which says what it is."""
    sounds = [_letters(sound) for sound in lazy_pinyin(name)]
    if len(sounds) > 2:  # a name of two keeps both, as two letters are the fewest
        sounds.pop()
    return {"slug": "".join(sounds)[:30], "prefix": "".join(sound[:1] for sound in sounds).upper()[:4]}


def logins(names: Sequence[str], given: Sequence[str]) -> list[str]:
    """The login names as given; where none is, the name in pinyin, with a number where somebody has it already."""
    wanted = [word.strip().casefold() for word in given]
    found: list[str] = []
    for name, login in zip(names, wanted, strict=True):
        plain = login or "".join(
            sound for sound in "".join(lazy_pinyin(name)).casefold() if sound.isascii() and sound.isalnum()
        )
        found.append(login or _free(plain[:30] or "a", {*found, *wanted}))
    return found


def _letters(sound: str) -> str:
    """The small letters and digits of a sound."""
    return "".join(sign for sign in sound.casefold() if sign.isascii() and sign.isalnum())


def _free(word: str, others: set[str]) -> str:
    with login_door():
        taken = others | set(
            Official.objects.filter(username__startswith=word).values_list("username", flat=True)
        )
    return next(
        one for n in range(1, len(taken) + 2) if (one := word if n == 1 else f"{word}{n}") not in taken
    )


def told(begun: Founded) -> list[tuple[Given, list[str]]]:
    """The slips, each with what its holder administers, in words."""
    return [
        (one, [str(Official.Administers(duty).label) for duty in one.slip.official.administers])
        for one in begun.slips
    ]


def _login(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=40,
        help_text=_("left empty: the name in pinyin"),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )


class FoundingForm(BasisForm):
    """The county, who brings in all others, and the three administrators."""

    name = forms.CharField(label=_("Name of the county, as it stands on letters"), max_length=60)
    paper_name = forms.CharField(
        label=_("Who heads and signs the county's own papers"),
        required=False,
        max_length=80,
        help_text=_(
            "left empty, it follows from the name: to that of a county, city or district its government is added"
        ),
    )
    division_code = forms.CharField(label=_("Statistical code of the county (six digits)"), max_length=6)
    is_own_code = forms.BooleanField(
        label=_("The list of divisions does not have it (new district, development zone)"),
        help_text=_("its code: the four digits of its city, then two of its own, from 71 on"),
        required=False,
    )
    slug = forms.CharField(
        label=_("Short name in addresses (small letters, such as qinghe)"),
        required=False,
        max_length=31,
        help_text=_("left empty: the name of the county in pinyin"),
    )
    prefix = forms.CharField(  # type: ignore[assignment]  # Django takes declared fields out of the class
        label=_("Letters that begin every number (two to four capital letters, such as QH)"),
        required=False,
        max_length=4,
        help_text=_("left empty: the first letters of the name in pinyin"),
    )
    phone = forms.CharField(label=_("Telephone number for the public"), required=False, max_length=30)
    started_on = forms.DateField(
        label=_("First day"),
        required=False,
        help_text=_("nothing is due for the time before; left empty: today"),
        widget=Day,
    )
    official = forms.CharField(label=_("Name of the official who brings in all others"), max_length=40)
    post = forms.CharField(label=_("Their post, as it is called"), max_length=60)
    login = _login(_("Their login name (letters and digits)"))
    system_name = forms.CharField(
        label=_("System administrator (units, posts, officials, charter, calendar): name"), max_length=40
    )
    system_login = _login(_("Login name of the system administrator, who holds no post"))
    security_name = forms.CharField(
        label=_("Security administrator (capacities, locks, slips to come in with): name"), max_length=40
    )
    security_login = _login(_("Login name of the security administrator"))
    audit_name = forms.CharField(
        label=_("Audit administrator (reads what the other two did, and nothing else): name"), max_length=40
    )
    audit_login = _login(_("Login name of the audit administrator"))

    field_order = (
        "name",
        "paper_name",
        "division_code",
        "is_own_code",
        "slug",
        "prefix",
        "phone",
        "started_on",
        *BASIS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis_name"].help_text = _(
            "the rules on which the periods of this county rest; may be filled in later, but what comes in before keeps "
            "“name still to be filled in”"
        )

    def clean(self) -> dict[str, Any]:
        """The same name twice may be one person, who cannot administer two things, or two of one name: they say which."""
        said = super().clean() or {}
        before: set[str] = set()
        for login, name in PEOPLE.items():
            word = said.get(name, "").strip()
            if word in before and not said.get(login):
                self.add_error(login, str(TWICE))
            before |= {word} - {""}
        said["local_basis"] = self.basis(said)
        return said

    def beginning(self, at: datetime) -> Beginning:
        """What was filled in; what was left empty follows from the names."""
        given = {name: word for name, word in self.cleaned_data.items() if word and name not in BASIS}
        words = {"phone": "", **proposed("", at), **from_name(self.cleaned_data["name"]), **given}
        found = logins([words[name] for name in PEOPLE.values()], [words.get(login, "") for login in PEOPLE])
        return Beginning(**{**words, **dict(zip(PEOPLE, found, strict=True))})
