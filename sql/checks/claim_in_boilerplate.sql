-- severity: error
-- Claims and practices read from boilerplate: menus, teasers of other articles, footers.
select claim.claim_id as statement, claim.document_id, claim.start, claim.quote
from core.claim as claim
join staging.quantity as quantity on quantity.quantity_id = claim.quantity_id
join staging.passage as passage
    on passage.document_id = quantity.document_id and passage.passage_no = quantity.passage_no
where passage.role = 'boilerplate'
union all
select adoption.practice_id, adoption.document_id, adoption.start, adoption.quote
from core.adoption as adoption
join staging.passage as passage
    on passage.document_id = adoption.document_id
    and passage.start <= adoption.start
    and adoption.start < passage.end
where passage.role = 'boilerplate'
