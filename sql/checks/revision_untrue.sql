-- severity: error
-- Cells of which the revisions of all releases together say something else than this release's yearly values.
with latest as (
    select area_id, indicator_id, year, scenario, max(release_no) as release_no
    from core.revision
    group by all
),
told as (
    select revision.*
    from core.revision as revision
    join latest using (area_id, indicator_id, year, scenario, release_no)
    where revision.change <> 'removed'
)
select
    coalesce(told.area_id, observation.area_id) as area_id,
    coalesce(told.indicator_id, observation.indicator_id) as indicator_id,
    coalesce(told.year, observation.year) as year,
    coalesce(told.scenario, observation.scenario) as scenario,
    told.claim_id as told_claim_id, observation.claim_id
from told
full join core.observation as observation
    on observation.area_id = told.area_id
    and observation.indicator_id = told.indicator_id
    and observation.year = told.year
    and observation.scenario = told.scenario
where told.claim_id is distinct from observation.claim_id
    or told.value is distinct from observation.value
    or told.lower is distinct from observation.lower
    or told.upper is distinct from observation.upper
