"""GeoReport v2 on the wire: the same content as JSON and as XML, in the shapes that its specification prints."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree import ElementTree

Value = str | int | bool | None | Sequence["str | Mapping[str, Value]"]
Row = Mapping[str, Value]
ITEMS: Final = {  # what one of a list is called, by what the list is called
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(content: Row | Sequence[Row]) -> bytes:
    """A list of rows, or one row."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def as_xml(root: str, content: Row | Sequence[Row]) -> bytes:
    """The same under the name of its root."""
    top = ElementTree.Element(root)
    if isinstance(content, Mapping):
        _fill(top, content)
    else:
        _fill_list(top, root, content)
    written: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return written


def _fill(element: ElementTree.Element, row: Row) -> None:
    for name, value in row.items():
        child = ElementTree.SubElement(element, name)
        if isinstance(value, str):
            child.text = _plain(value)
        elif isinstance(value, bool):
            child.text = "true" if value else "false"
        elif isinstance(value, int):
            child.text = str(value)
        elif value is not None:
            _fill_list(child, name, value)


def _fill_list(element: ElementTree.Element, name: str, rows: Sequence[str | Row]) -> None:
    for row in rows:
        child = ElementTree.SubElement(element, ITEMS[name])
        if isinstance(row, str):
            child.text = _plain(row)
        else:
            _fill(child, row)


def _plain(text: str) -> str:
    """XML has no place for some characters, written out or not."""
    return _NOT_IN_XML.sub("\ufffd", text)
