"""What is drawn on a page of a PDF beside its text: level and upright lines, edges of boxes, and images.

Which of the lines belong to a table is told by `pdf_tables`. The work is bounded: a page with more objects than a
report has gives no lines, so that a map costs no more than a page of text.
"""

import ctypes
from itertools import pairwise
from typing import Final, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

# Reports draw a few thousand objects on a page; maps and charts draw more, and hold no table.
_MOST_OBJECTS: Final = 30_000
_MOST_RULINGS: Final = 8_000
_MOST_POINTS: Final = 2_000
_DEEPEST_FORM: Final = 4
_THIN: Final = 2.6
_SHORTEST: Final = 1.0

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, as PDF measures: from the bottom up."""
_Matrix = tuple[float, float, float, float, float, float]
_SAME: Final[_Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawn(NamedTuple):
    """The lines of a page as thin boxes; the part of the sheet that its largest image covers; how many paths it has."""

    rulings: list[Box]
    image_share: float
    path_count: int


def drawn_on(page: object, sheet: Box) -> Drawn:
    """Take what is drawn on a page that is open; `sheet` is what of it is shown."""
    walk = _Walk(sheet)
    walk.page(page)
    return Drawn([] if walk.is_endless else walk.rulings, walk.image_share, walk.path_count)


class _Walk:
    """One way through the objects of a page, forms within forms included."""

    def __init__(self, sheet: Box) -> None:
        self.rulings: list[Box] = []
        self.image_share = 0.0
        self.path_count = 0
        self._seen = 0
        self._sheet = sheet
        self._bounds = tuple(ctypes.c_float() for _ in range(4))
        self._by_bounds = tuple(map(ctypes.byref, self._bounds))

    @property
    def is_endless(self) -> bool:
        return self._seen > _MOST_OBJECTS or len(self.rulings) > _MOST_RULINGS

    def page(self, page: object) -> None:
        """Go through a page; runs of text, which are most of its objects, are passed over at once."""
        kind_of, object_of = pdfium.FPDFPageObj_GetType, pdfium.FPDFPage_GetObject
        count = pdfium.FPDFPage_CountObjects(page)
        for number in range(min(count, _MOST_OBJECTS + 1)):
            handle = object_of(page, number)
            kind = kind_of(handle)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._seen += 1
                continue
            if self.is_endless:
                return
            self._object(handle, kind, _SAME, 0)

    def _object(self, handle: object, kind: int, outer: _Matrix, depth: int) -> None:
        self._seen += 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self.path_count += 1
            self._path(handle, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = self._box(handle, outer)
            x0, y0, x1, y1 = self._sheet
            shown = max(min(right, x1) - max(left, x0), 0) * max(min(top, y1) - max(bottom, y0), 0)
            self.image_share = max(self.image_share, shown / max((x1 - x0) * (y1 - y0), 1))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _times(_matrix(handle), outer)
            for number in range(pdfium.FPDFFormObj_CountObjects(handle)):
                if self.is_endless:
                    return
                one = pdfium.FPDFFormObj_GetObject(handle, number)
                self._object(one, pdfium.FPDFPageObj_GetType(one), inner, depth + 1)

    def _box(self, handle: object, outer: _Matrix) -> Box:
        if not pdfium.FPDFPageObj_GetBounds(handle, *self._by_bounds):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (side.value for side in self._bounds)
        return _bounds([_moved(left, bottom, outer), _moved(right, top, outer)])

    def _path(self, handle: object, outer: _Matrix) -> None:
        box = self._box(handle, outer)
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= _THIN:
            self._add(box)
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
        count = pdfium.FPDFPath_CountSegments(handle)
        if not 2 <= count <= _MOST_POINTS or not (stroke.value or fill.value):
            return
        self._seen += count // 8
        matrix = _times(_matrix(handle), outer)
        for piece in _pieces(handle, count, matrix):
            if stroke.value:
                for start, end in pairwise(piece):
                    self._add(_bounds([start, end]))
            elif len(piece) > 2:
                self._add(_bounds(piece))

    def _add(self, box: Box) -> None:
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= _THIN and max(width, height) >= _SHORTEST:
            self.rulings.append(box)


def _pieces(handle: object, count: int, matrix: _Matrix) -> list[list[tuple[float, float]]]:
    """Return the corners of each piece of a path; a closed one comes back to its start, a curved one is left out."""
    found: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    is_curved = False
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, matrix)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            is_curved = False
            found.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO and found and not is_curved:
            found[-1].append(point)
        elif found:
            is_curved = True
            found[-1].clear()
        if pdfium.FPDFPathSegment_GetClose(segment) and found and found[-1]:
            found[-1].append(found[-1][0])
    return found


def _matrix(handle: object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(points: list[tuple[float, float]]) -> Box:
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
