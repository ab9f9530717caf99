-- severity: error
-- Statements of a practice whose document, practice or area does not exist.
select adoption.document_id, adoption.practice_id, adoption.area_id, adoption.year
from core.adoption as adoption
left join raw.document as document on document.document_id = adoption.document_id
left join ref.practice as practice on practice.practice_id = adoption.practice_id
left join ref.area as area on area.area_id = adoption.area_id
where document.document_id is null or practice.practice_id is null or area.area_id is null
