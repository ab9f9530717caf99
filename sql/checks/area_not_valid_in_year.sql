-- severity: error
-- Yearly values of an area for a year in which it did not exist on any day; plans aside, which may outlive it.
select
    observation.area_id, observation.indicator_id, observation.year, observation.scenario, observation.claim_id,
    area.valid_from, area.valid_to
from core.observation as observation
join ref.area as area on area.area_id = observation.area_id
where not core.is_of_its_time(
    observation.scenario, observation.year, area.valid_from, area.valid_from_is_exact, area.valid_to
)
