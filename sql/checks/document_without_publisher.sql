-- severity: error
-- Documents whose publisher is not in the catalogue: they would have no rank, and their claims no say.
select document.document_id, document.file_name, document.publisher_id
from raw.document as document
left join ref.publisher as publisher on publisher.publisher_id = document.publisher_id
where publisher.publisher_id is null
