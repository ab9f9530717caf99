-- severity: error
-- Claims whose quote does not lie within their sentence.
select claim_id, start, "end", sentence_start, sentence_end
from core.claim
where start < sentence_start or "end" > sentence_end
