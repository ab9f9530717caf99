-- severity: error
-- Numbers that are not printed where they are said to be: surface is not exactly text[start:end] of the document.
select quantity.quantity_id, quantity.start, quantity.end, quantity.surface,
    substr(document.text, quantity.start + 1, quantity.end - quantity.start) as found
from staging.quantity as quantity
left join raw.document as document on document.document_id = quantity.document_id
where found is distinct from quantity.surface
