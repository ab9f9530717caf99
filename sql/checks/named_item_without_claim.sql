-- severity: error
-- Named members whose claim does not exist.
select item.claim_id, item.item_no, item.item
from core.named_item as item
left join core.claim as claim on claim.claim_id = item.claim_id
where claim.claim_id is null
