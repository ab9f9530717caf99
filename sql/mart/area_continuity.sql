-- Continuity of an area: one row per district that ended when the two-tier system began, with the communes that followed
-- it, whether they are exactly the district, and if not, what else they were made of.
with members as (
    select succession.area_id, list(area.full_name order by area.area_id) as member_names
    from core.succession as succession, unnest(succession.member_ids) as member(member_id)
    join ref.area as area on area.area_id = member.member_id
    group by all
),
outside as (
    select succession.area_id, list(area.full_name order by area.area_id) as outside_names
    from core.succession as succession, unnest(succession.outside_ids) as outsider(outside_id)
    join ref.area as area on area.area_id = outsider.outside_id
    group by all
)
select
    succession.area_id, area.area_name, area.province_name, succession.changed_on,
    succession.is_exact_union,
    succession.member_ids, members.member_names,
    succession.outside_ids, coalesce(outside.outside_names, []) as outside_names
from core.succession as succession
join mart.area as area on area.area_id = succession.area_id
join members on members.area_id = succession.area_id
left join outside on outside.area_id = succession.area_id
