-- Area: one row per administrative unit of either system, with the units above it and what it became.
with successors as (
    select predecessor_id as area_id, list(successor_id order by successor_id) as successor_ids
    from ref.area_change
    group by all
),
predecessors as (
    select successor_id as area_id, list(predecessor_id order by predecessor_id) as predecessor_ids
    from ref.area_change
    group by all
)
select
    area.area_id,
    area.area_code,
    area.full_name as area_name,
    area.level,
    area.system,
    case
        when area.level = 'district' then area.area_id
        when parent.level = 'district' then parent.area_id
    end as district_id,
    case
        when area.level = 'district' then area.full_name
        when parent.level = 'district' then parent.full_name
    end as district_name,
    case
        when area.level = 'province' then area.area_id
        when parent.level = 'province' then parent.area_id
        when grandparent.level = 'province' then grandparent.area_id
    end as province_id,
    case
        when area.level = 'province' then area.full_name
        when parent.level = 'province' then parent.full_name
        when grandparent.level = 'province' then grandparent.full_name
    end as province_name,
    area.valid_from,
    area.valid_from_is_exact,
    area.valid_to,
    area.latitude,
    area.longitude,
    area.area_km2,
    coalesce(successors.successor_ids, []) as successor_ids,
    coalesce(predecessors.predecessor_ids, []) as predecessor_ids
from ref.area as area
left join ref.area as parent on parent.area_id = area.parent_id
left join ref.area as grandparent on grandparent.area_id = parent.parent_id
left join successors on successors.area_id = area.area_id
left join predecessors on predecessors.area_id = area.area_id
