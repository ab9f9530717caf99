"""Word files written as XML, piece by piece, for stories of what Word does and python-docx cannot."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from unit.reading.hostile_files import word_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Write a run of text, with the XML of its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    """Write a paragraph of runs; one without a tag is a run of plain text."""
    told = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{told}</w:p>"


def item(text: str, list_id: str, depth: int = 0) -> str:
    """Write a paragraph of a list that Word numbers."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(*inner: str, properties: str = "") -> str:
    """Write a cell; a text without a tag is a paragraph of it."""
    told = "".join(one if one.startswith("<") else p(one) for one in inner) or p("")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{told}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Write a row of a table; a text without a tag is a cell of it."""
    told = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{told}</w:tr>"


def table(*rows: str) -> str:
    """Write a table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def level(depth: int, form: str, text: str, first: int = 1) -> str:
    """Write a level of a list: its depth from 0, the format of its number, the text with %1 for the number."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{first}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def lists(*levels: str, others: Mapping[str, str] | None = None) -> str:
    """Write the part `numbering.xml`: list 1 with some levels, and others by their id."""
    kinds = {"1": "".join(levels), **(others or {})}
    return "".join(
        f'<w:abstractNum w:abstractNumId="{one}">{inner}</w:abstractNum>' for one, inner in kinds.items()
    ) + ("".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one in kinds))


def style(style_id: str, name: str, properties: str = "") -> str:
    """Write a style of paragraphs."""
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{properties}</w:style>'


def word(body: str, **parts: str) -> bytes:
    """Make a Word file of its body and other parts by name (`styles`, `numbering`, `footnotes`, `header`, `footer`)."""
    relation = "".join(
        f'<Relationship Id="p{no}" Type="{_R}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for no, name in enumerate(parts)
    )
    content = io.BytesIO(word_file(body, relation=relation))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in parts.items():
            root = name.rstrip("0123456789")
            archive.writestr(f"word/{name}.xml", f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>')
    return content.getvalue()
