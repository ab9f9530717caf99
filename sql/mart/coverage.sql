-- Coverage: one row per area, domain and year of which any claim speaks, with how much of the catalogue it reports.
with domains as (
    select domain, count(*) as indicator_count
    from ref.indicator
    group by all
)
select
    evidence.area_id,
    any_value(evidence.area_name) as area_name,
    any_value(evidence.level) as level,
    any_value(evidence.province_name) as province_name,
    evidence.domain,
    evidence.year,
    count(distinct evidence.indicator_id) filter (
        evidence.is_chosen and evidence.scenario <> 'plan'
    ) as reported_indicators,
    count(distinct evidence.indicator_id) filter (
        evidence.is_chosen and evidence.scenario = 'plan'
    ) as planned_indicators,
    any_value(domains.indicator_count) as indicators,
    100 * reported_indicators / indicators as reported_share,
    count(*) as claims,
    count(distinct evidence.document_id) as documents,
    min(evidence.published_on) as first_published_on,
    max(evidence.published_on) as last_published_on
from mart.evidence as evidence
join domains on domains.domain = evidence.domain
group by evidence.area_id, evidence.domain, evidence.year
