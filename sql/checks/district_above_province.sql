-- severity: warn
-- Districts and communes whose count or sum exceeds that of their province in the same year and scenario, where the
-- province's value covers at least as much of the year.
select
    part.area_id, part.indicator_id, part.year, part.scenario, part.value, part.lower,
    whole.area_id as province_id, whole.value as province_value, whole.upper as province_upper,
    part.claim_id, whole.claim_id as province_claim_id
from core.observation as part
join ref.indicator as indicator on indicator.indicator_id = part.indicator_id
join mart.area as area on area.area_id = part.area_id
join core.observation as whole
    on whole.area_id = area.province_id
    and whole.indicator_id = part.indicator_id
    and whole.year = part.year
    and whole.scenario = part.scenario
where area.level in ('district', 'commune')
    and indicator.kind in ('stock', 'flow')
    and part.lower > whole.upper
    and whole.period_end >= part.period_end
    and (whole.period_start is null or part.period_start is null or whole.period_start <= part.period_start)
