-- What the sources say: mart.evidence('Sóc Sơn', 'tourism_visits_total', 2024), the chosen claim first.
-- The area is a name or an id; null as year means every year. Where the value is the sum of members, their claims are
-- given too.
create or replace macro mart.evidence(area, indicator, year) as table
    select evidence.*
    from mart.evidence as evidence
    where (
            evidence.area_id in (select found.area_id from mart.areas(area) as found)
            or (evidence.area_id, evidence.year, evidence.scenario) in (
                select (member.member_id, yearly.year, yearly.scenario)
                from mart.indicator_yearly as yearly, unnest(yearly.member_ids) as member(member_id)
                where yearly.area_id in (select found.area_id from mart.areas(area) as found)
                    and yearly.indicator_id = indicator
            )
        )
        and evidence.indicator_id = indicator
        and (year is null or evidence.year = year)
    order by
        evidence.area_id, evidence.year, evidence.scenario, evidence.is_chosen desc, evidence.source_rank,
        evidence.document_id, evidence.start
