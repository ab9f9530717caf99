-- severity: error
-- Claims over part of a year that are marked normal (A): they are provisional for the year (P).
select claim_id, period_type, period_start, period_end, obs_status
from core.claims()
where obs_status = 'A'
    and period_type in ('ytd', 'half', 'quarter', 'month')
    and (period_start > make_date(year, 1, 1) or period_end < make_date(year, 12, 31))
