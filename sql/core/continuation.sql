-- Continuation: one row per district that ended, indicator, year and scenario of which any commune that followed it
-- speaks; whether the district's series goes on as their sum, and what is missing for that.
with members as (
    select
        succession.area_id as district_id, succession.changed_on, succession.is_exact_union, succession.outside_ids,
        unnest(succession.member_ids) as member_id
    from core.succession as succession
),
spoken as (
    select distinct
        members.district_id, members.is_exact_union, claim.indicator_id, claim.year, claim.scenario
    from members
    join core.claim as claim on claim.area_id = members.member_id and claim.period_end >= members.changed_on
),
answered as (
    select
        spoken.*, area.full_name as member_name, indicator.is_additive, observation.claim_id,
        observation.period_end, if(indicator.kind = 'stock', null, observation.period_start) as period_start
    from spoken
    join ref.indicator as indicator on indicator.indicator_id = spoken.indicator_id
    join members on members.district_id = spoken.district_id
    join ref.area as area on area.area_id = members.member_id
    left join core.observation as observation
        on observation.area_id = members.member_id and observation.indicator_id = spoken.indicator_id
        and observation.year = spoken.year and observation.scenario = spoken.scenario
        and observation.period_end >= members.changed_on
),
judged as (
    select
        district_id, indicator_id, year, scenario,
        any_value(is_exact_union) as is_exact_union,
        any_value(is_additive) as is_additive,
        string_agg(member_name, ', ' order by member_name) filter (claim_id is null) as silent,
        count(distinct {'start': period_start, 'end': period_end}) = 1 as is_of_one_period,
        string_agg(
            member_name || ' ' || coalesce(period_start || ' to ', 'at ') || period_end, ', ' order by member_name
        ) as periods
    from answered
    group by district_id, indicator_id, year, scenario
),
outside as (
    select members.district_id, string_agg(distinct area.full_name, ', ' order by area.full_name) as names
    from members, unnest(members.outside_ids) as outsider(outside_id)
    join ref.area as area on area.area_id = outsider.outside_id
    group by all
)
select
    judged.district_id as area_id, judged.indicator_id, judged.year, judged.scenario,
    case
        when not judged.is_exact_union then 'not_a_union'
        when reconstruction.area_id is not null then 'reconstructed'
        when not judged.is_additive or judged.silent is null and judged.is_of_one_period then 'no_sum'
        else 'members_missing'
    end as continuation,
    case continuation
        when 'not_a_union' then outside.names
        when 'no_sum' then if(judged.is_additive, 'the bounds of the members leave it open', 'its figures do not add up')
        when 'members_missing' then coalesce(judged.silent, 'of several periods: ' || judged.periods)
    end as continuation_detail
from judged
left join core.reconstruction as reconstruction
    on reconstruction.area_id = judged.district_id and reconstruction.indicator_id = judged.indicator_id
    and reconstruction.year = judged.year and reconstruction.scenario = judged.scenario
left join outside on outside.district_id = judged.district_id
