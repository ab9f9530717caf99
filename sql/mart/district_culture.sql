-- Culture of an area: one row per area and year, a column per indicator of the domain.
-- Areas of every level: see `level`. Actual values, an estimate where none is stated; a range has no value. `flags`
-- says so, column by column. A district that ended goes on as the sum of its communes, whose documents it counts.
with shown as (
    select * from mart.indicator_yearly where domain = 'culture' and is_preferred
),
behind as (
    select shown.area_id, shown.year, count(distinct evidence.document_id) as documents
    from shown, unnest(shown.claim_ids) as said(claim_id)
    join mart.evidence as evidence on evidence.claim_id = said.claim_id
    group by all
),
described as (
    select
        area_id, area_name, level, province_name, year,
        bool_or(is_restated) as is_restated,
        coalesce(
            map_from_entries(
                list({'key': indicator_id, 'value': flag} order by indicator_id) filter (flag is not null)
            ),
            map {}
        ) as flags
    from shown
    group by all
),
valued as (
    -- The source is spelt out: a pivot looks for its columns before any CTE exists.
    pivot (select * from mart.indicator_yearly where domain = 'culture' and is_preferred)
    on indicator_id using any_value(value)
    group by area_id, year
)
select described.*, behind.documents, valued.* exclude (area_id, year)
from described
join behind using (area_id, year)
join valued using (area_id, year)
