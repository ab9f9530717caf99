-- severity: error
-- Documents compared with others that do not exist, or that do not exist themselves.
select source_text.document_id, source_text.text_id, source_text.superseded_by
from core.source_text as source_text
left join raw.document as document on document.document_id = source_text.document_id
left join raw.document as original on original.document_id = source_text.text_id
left join raw.document as newer on newer.document_id = source_text.superseded_by
where document.document_id is null
    or original.document_id is null
    or (source_text.superseded_by is not null and newer.document_id is null)
