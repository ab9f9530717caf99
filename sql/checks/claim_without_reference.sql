-- severity: error
-- Claims whose document, number, area, indicator or unit does not exist.
select claim.claim_id, claim.document_id, claim.quantity_id, claim.area_id, claim.indicator_id, claim.unit_id
from core.claims() as claim
left join raw.document as document on document.document_id = claim.document_id
left join staging.quantity as quantity on quantity.quantity_id = claim.quantity_id
left join ref.area as area on area.area_id = claim.area_id
left join ref.indicator as indicator on indicator.indicator_id = claim.indicator_id
left join ref.unit as unit on unit.unit_id = claim.unit_id
where document.document_id is null
    or quantity.quantity_id is null
    or area.area_id is null
    or indicator.indicator_id is null
    or unit.unit_id is null
