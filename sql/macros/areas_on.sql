-- Areas as they were on a day: mart.areas_on(date '2024-05-01'), a row per unit that existed then, with the names,
-- kinds and parents of that day. Units whose first day is not exact count as older than the sources.
create or replace macro mart.areas_on(day) as table
    with standing as (
        select state.area_id, state.type_vi, state.full_name, state.parent_id
        from ref.area_state as state
        where (not state.valid_from_is_exact or state.valid_from <= day::date)
            and (state.valid_to is null or day::date < state.valid_to)
    )
    select
        area.area_id,
        area.area_code,
        area.level,
        area.system,
        standing.full_name,
        standing.type_vi,
        standing.parent_id,
        parent.full_name as parent_name,
        province.area_id as province_id,
        province.full_name as province_name
    from standing
    join ref.area as area on area.area_id = standing.area_id
    left join standing as parent on parent.area_id = standing.parent_id
    left join standing as province
        on starts_with(province.area_id, 'province-')
        and province.area_id in (standing.area_id, parent.area_id, parent.parent_id)
    order by standing.area_id
