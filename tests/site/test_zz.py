from tests.site.test_demo import county, AT, official, SMALL, ZONE
import pytest
from datetime import datetime
from django.db import transaction
from django.test import Client
from huiyin.site import demo
def test_pages(county):
    bad=[]
    for u in ("zhou","chen","li","liu","sun"):
        c=Client(); o=official(u); c.force_login(o, backend="huiyin.orgs.backend.OfficialBackend")
        s=c.session; s["county"]=o.county_id; s.save()
        for url in ("/desk/","/contacts/","/register/","/promises/","/matters/","/matters/?list=overdue","/triage/","/notices/","/contacts/new/","/reports/work-summary/"):
            try:
                r=c.get(url, HTTP_HOST="localhost"); 
                if r.status_code!=200: bad.append((u,url,r.status_code))
            except Exception as e: bad.append((u,url,repr(e)[:300]))
    print("BAD", bad)
@pytest.mark.django_db
@pytest.mark.parametrize("at",[datetime(2026,10,2,4,0,tzinfo=ZONE),datetime(2026,11,22,9,0,tzinfo=ZONE),datetime(2027,1,4,9,40,tzinfo=ZONE),datetime(2027,3,1,17,40,tzinfo=ZONE)])
def test_when(at):
    demo.load(at=at, size=SMALL)
