-- severity: warn
-- Parts that exceed the indicator they are a part of, in the same area, year, scenario and period: one of the two was
-- misread or misprinted, or the sources count differently.
select
    part.area_id, part.year, part.scenario,
    part.indicator_id, part.value, part.lower, part.claim_id,
    whole.indicator_id as whole_id, whole.value as whole_value, whole.upper as whole_upper,
    whole.claim_id as whole_claim_id
from core.observation as part
join ref.indicator as indicator on indicator.indicator_id = part.indicator_id
join core.observation as whole
    on whole.indicator_id = indicator.part_of
    and whole.area_id = part.area_id
    and whole.year = part.year
    and whole.scenario = part.scenario
    and whole.period_start = part.period_start
    and whole.period_end = part.period_end
where part.lower > whole.upper
