-- severity: error
-- Reconstructed values of which a commune is missing, a member reports another period or has no such yearly value, or
-- that are not the sum of their members.
with members as (
    select
        reconstruction.area_id, reconstruction.indicator_id, reconstruction.year, reconstruction.scenario,
        unnest(reconstruction.member_ids) as member_id, unnest(reconstruction.claim_ids) as claim_id
    from core.reconstruction as reconstruction
),
summed as (
    select
        members.area_id, members.indicator_id, members.year, members.scenario,
        list(members.member_id order by members.member_id) filter (members.member_id <> members.area_id) as communes,
        count(observation.claim_id) as reported,
        count(distinct observation.period_end) filter (members.member_id <> members.area_id) as last_days,
        max(observation.period_end) as last_day,
        min(observation.period_start) filter (members.member_id <> members.area_id) as first_day,
        max(observation.period_start) filter (members.member_id <> members.area_id) as latest_first_day,
        max(observation.period_end) filter (members.member_id = members.area_id) as own_last_day,
        if(count(observation.lower) = count(*), sum(observation.lower), null) as lower,
        if(count(observation.upper) = count(*), sum(observation.upper), null) as upper,
        if(count(observation.value) = count(*), sum(observation.value), null) as middle
    from members
    left join core.observation as observation
        on observation.area_id = members.member_id and observation.indicator_id = members.indicator_id
        and observation.year = members.year and observation.scenario = members.scenario
        and observation.claim_id = members.claim_id
    group by all
)
select
    reconstruction.area_id, reconstruction.indicator_id, reconstruction.year, reconstruction.scenario,
    reconstruction.member_ids, succession.member_ids as expected_ids, summed.reported,
    reconstruction.value, summed.middle, reconstruction.lower, summed.lower as summed_lower,
    reconstruction.upper, summed.upper as summed_upper
from core.reconstruction as reconstruction
left join summed using (area_id, indicator_id, year, scenario)
left join core.succession as succession on succession.area_id = reconstruction.area_id and succession.is_exact_union
left join ref.indicator as indicator on indicator.indicator_id = reconstruction.indicator_id
where summed.communes is distinct from succession.member_ids
    or summed.reported <> reconstruction.member_count
    or not indicator.is_additive
    or summed.last_days <> 1 or summed.last_day <> reconstruction.period_end
    or indicator.kind <> 'stock' and summed.first_day is distinct from summed.latest_first_day
    or summed.own_last_day + 1 <> summed.first_day
    -- Additions of the same numbers in another order differ in their last digits.
    or (summed.lower is null) <> (reconstruction.lower is null)
    or (summed.upper is null) <> (reconstruction.upper is null)
    or abs(summed.lower - reconstruction.lower) > 1e-9 * greatest(abs(summed.lower), 1)
    or abs(summed.upper - reconstruction.upper) > 1e-9 * greatest(abs(summed.upper), 1)
    or reconstruction.lower is not null and reconstruction.upper is not null and (
        (summed.middle is null) <> (reconstruction.value is null)
        or abs(summed.middle - reconstruction.value) > 1e-9 * greatest(abs(summed.middle), 1)
    )
