-- What the sources say: mart.evidence('Sóc Sơn', 'tourism_visits_total', 2024), the chosen claim first.
-- The area is a name or an id; null as year means every year.
create or replace macro mart.evidence(area, indicator, year) as table
    select evidence.*
    from mart.evidence as evidence
    where evidence.area_id in (select found.area_id from mart.areas(area) as found)
        and evidence.indicator_id = indicator
        and (year is null or evidence.year = year)
    order by
        evidence.area_id, evidence.year, evidence.scenario, evidence.is_chosen desc, evidence.source_rank,
        evidence.document_id, evidence.start
