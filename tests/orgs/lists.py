"""Lists of divisions as they are published, cut down to one invented province: what is loaded in tests and stories."""

import csv
from pathlib import Path

from huiyin.orgs.models import Division
from tests.sealed.keys import owner_may

LISTS: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
    "provinces": (("code", "name"), [("99", "江源省")]),
    "cities": (("code", "name", "provinceCode"), [("9901", "平川市", "99"), ("9903", "泽州市", "99")]),
    "areas": (
        ("code", "name", "cityCode", "provinceCode"),
        [("990101", "青石区", "9901", "99"), ("990327", "白沙县", "9903", "99"), ("990328", "白沙湾区", "9903", "99")],
    ),
    "streets": (
        ("code", "name", "areaCode", "provinceCode", "cityCode"),
        [
            ("990327001", "城关街道", "990327", "99", "9903"),
            ("990327100", "柳林镇", "990327", "99", "9903"),
            ("990327200", "石门乡", "990327", "99", "9903"),
            ("990327400", "白沙县经济开发区", "990327", "99", "9903"),
        ],
    ),
    "villages": (
        ("code", "name", "streetCode", "provinceCode", "cityCode", "areaCode"),
        [
            (code, name, code[:9], "99", "9903", "990327")
            for code, name in (
                ("990327001001", "东门社区居委会"),
                ("990327001002", "西门社区居民委员会"),
                ("990327100001", "柳林社区"),
                ("990327100201", "上河村村委会"),
                ("990327100202", "下河村民委员会"),
                ("990327100203", "塘湾村"),
                ("990327200201", "石门村村委会"),
                ("990327400498", "开发区虚拟社区"),
            )
        ],
    ),
}  # fmt: skip


def write(folder: Path, **instead: list[tuple[str, ...]]) -> Path:
    """The five lists as CSV; `instead` gives other rows of one of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (head, rows) in LISTS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *instead.get(name, rows)])
    return folder


EVERY = sum(len(rows) for _head, rows in LISTS.values())

# The county of the cast: a township that is there with one village that is not, a new one, and one under another code.
OURS = {
    "990100101": "柳林镇",
    "990100101201": "上河村村委会",
    "990100101202": "下河村村民委员会",
    "990100101203": "新塘村村委会",
    "990100103": "东坪乡",
    "990100103001": "东坪社区居委会",
    "990100103201": "岭头村村委会",
    "990100104": "石门镇",
    "990100999": "河阳经济开发区",
}


def stand(named: dict[str, str]) -> None:
    """These divisions, as the owner of the database enters them."""
    with owner_may("INSERT, UPDATE", "orgs_division"):
        Division.objects.bulk_create(
            Division(code=code, name=name, level=len(code)) for code, name in named.items()
        )
