-- severity: error
-- Passages whose text is not exactly text[start:end] of the document, or whose document does not exist.
select passage.document_id, passage.passage_no, passage.start, passage.end, passage.text
from staging.passage as passage
left join raw.document as document on document.document_id = passage.document_id
where substr(document.text, passage.start + 1, passage.end - passage.start) is distinct from passage.text
