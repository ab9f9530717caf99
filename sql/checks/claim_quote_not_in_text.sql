-- severity: error
-- Claims whose quote is not exactly text[start:end] of the document; DuckDB counts code points, as the offsets do.
select claim.claim_id, claim.start, claim.end, claim.quote,
    substr(document.text, claim.start + 1, claim.end - claim.start) as found
from core.claim as claim
join raw.document as document on document.document_id = claim.document_id
where found <> claim.quote
