-- Succession: one row per district that ended when the two-tier system began, with the communes that followed it.
-- The day is that on which a unit of the two-tier system followed a district. A district is an exact union of its
-- communes where these were made of nothing but it: of itself and of communes within it.
with links as (
    select
        change.predecessor_id, change.successor_id, change.changed_on,
        if(predecessor.level = 'district', predecessor.area_id, predecessor.parent_id) as district_id
    from ref.area_change as change
    join ref.area as predecessor on predecessor.area_id = change.predecessor_id
    join ref.area as successor on successor.area_id = change.successor_id
    where successor.system = 'two_tier' and successor.level = 'commune' and predecessor.system = 'three_tier'
),
members as (
    select district.area_id, links.changed_on, links.successor_id as member_id
    from ref.area as district
    join links on links.predecessor_id = district.area_id and links.changed_on = district.valid_to
    where district.level = 'district'
),
-- A district beside its own communes would name one place twice.
outside as (
    select members.area_id, list(distinct links.predecessor_id order by links.predecessor_id) as outside_ids
    from members
    join links
        on links.successor_id = members.member_id and links.changed_on = members.changed_on
        and links.district_id <> members.area_id
    where links.predecessor_id <> links.district_id
        or not exists (
            select 1
            from links as finer
            where finer.successor_id = links.successor_id and finer.changed_on = links.changed_on
                and finer.district_id = links.district_id and finer.predecessor_id <> finer.district_id
        )
    group by all
)
select
    members.area_id,
    members.changed_on,
    list(members.member_id order by members.member_id) as member_ids,
    coalesce(any_value(outside.outside_ids), []) as outside_ids,
    any_value(outside.outside_ids) is null as is_exact_union
from members
left join outside on outside.area_id = members.area_id
group by members.area_id, members.changed_on
