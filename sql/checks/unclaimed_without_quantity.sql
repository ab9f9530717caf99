-- severity: error
-- Numbers set aside that were never found.
select unclaimed.quantity_id, unclaimed.document_id, unclaimed.surface
from core.unclaimed_quantity as unclaimed
left join staging.quantity as quantity on quantity.quantity_id = unclaimed.quantity_id
where quantity.quantity_id is null
