-- severity: error
-- Statements of a practice whose quote is not exactly text[start:end] of the document.
select adoption.document_id, adoption.practice_id, adoption.start, adoption.end, adoption.quote,
    substr(document.text, adoption.start + 1, adoption.end - adoption.start) as found
from core.adoption as adoption
join raw.document as document on document.document_id = adoption.document_id
where found <> adoption.quote
