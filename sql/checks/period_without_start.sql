-- severity: error
-- Claims over a period of which no first day is known; only points and habitual figures have none.
select claim_id, period_type, period_start, period_end
from core.claims()
where period_type not in ('point', 'habitual') and (period_start is null or period_start > period_end)
