-- Coverage: one row per area, domain and year of which any claim speaks, with how much of the catalogue it reports.
-- A district that ended has a row too of each later year of which a commune that followed it speaks: `continuation` says
-- whether its series goes on, and `continuation_detail` what is missing for that. Claims and documents are those of the
-- area, and of the members whose sum is its value.
with domains as (
    select domain, count(*) as indicator_count
    from ref.indicator
    group by all
),
behind as (
    select area_id, domain, year, claim_id, document_id, published_on
    from mart.evidence
    union
    select yearly.area_id, yearly.domain, yearly.year, evidence.claim_id, evidence.document_id, evidence.published_on
    from mart.indicator_yearly as yearly, unnest(yearly.member_ids) as member(member_id)
    join mart.evidence as evidence
        on evidence.area_id = member.member_id and evidence.indicator_id = yearly.indicator_id
        and evidence.year = yearly.year and evidence.scenario = yearly.scenario
),
spoken as (
    select
        area_id, domain, year,
        count(*) as claims,
        count(distinct document_id) as documents,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on
    from behind
    group by all
),
reported as (
    select
        area_id, domain, year,
        count(distinct indicator_id) filter (scenario <> 'plan') as reported_indicators,
        count(distinct indicator_id) filter (scenario = 'plan') as planned_indicators
    from mart.indicator_yearly
    group by all
),
topics as (
    select
        continuation.*, indicator.domain,
        indicator.label_en || if(continuation.scenario = 'actual', '', ' (' || continuation.scenario || ')') as topic
    from core.continuation as continuation
    join ref.indicator as indicator on indicator.indicator_id = continuation.indicator_id
),
-- What keeps a district from being a union is the same for every indicator, and named once.
continued as (
    select
        area_id, domain, year,
        list_filter(
            ['reconstructed', 'members_missing', 'no_sum', 'not_a_union'],
            lambda word: list_contains(list(topics.continuation), word)
        )[1] as continuation,
        coalesce(
            any_value(continuation_detail) filter (topics.continuation = 'not_a_union'),
            string_agg(topic || ': ' || continuation_detail, '; ' order by topic)
        ) as continuation_detail
    from topics
    group by area_id, domain, year
),
cells as (
    select area_id, domain, year from spoken
    union
    select area_id, domain, year from continued
)
select
    cells.area_id, area.area_name, area.level, area.province_name, cells.domain, cells.year,
    coalesce(reported.reported_indicators, 0) as reported_indicators,
    coalesce(reported.planned_indicators, 0) as planned_indicators,
    domains.indicator_count as indicators,
    100 * coalesce(reported.reported_indicators, 0) / domains.indicator_count as reported_share,
    coalesce(spoken.claims, 0) as claims,
    coalesce(spoken.documents, 0) as documents,
    spoken.first_published_on, spoken.last_published_on,
    continued.continuation, continued.continuation_detail
from cells
join mart.area as area on area.area_id = cells.area_id
join domains on domains.domain = cells.domain
left join spoken
    on spoken.area_id = cells.area_id and spoken.domain = cells.domain and spoken.year = cells.year
left join reported
    on reported.area_id = cells.area_id and reported.domain = cells.domain and reported.year = cells.year
left join continued
    on continued.area_id = cells.area_id and continued.domain = cells.domain and continued.year = cells.year
