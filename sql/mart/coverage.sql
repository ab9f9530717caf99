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
    select claim.area_id, claim.indicator_id, claim.year, claim.document_id
    from core.claims() as claim
    union all
    select yearly.area_id, yearly.indicator_id, yearly.year, claim.document_id
    from core.yearly() as yearly, unnest(yearly.member_ids) as member(member_id)
    join core.claims() as claim
        on claim.area_id = member.member_id and claim.indicator_id = yearly.indicator_id
        and claim.year = yearly.year and claim.scenario = yearly.scenario
    -- A district's own first half is a member of its sum.
    where member.member_id <> yearly.area_id
),
spoken as (
    select
        behind.area_id, indicator.domain, behind.year,
        count(*) as claims,
        count(distinct behind.document_id) as documents,
        min(document.published_on) as first_published_on,
        max(document.published_on) as last_published_on
    from behind
    join ref.indicator as indicator on indicator.indicator_id = behind.indicator_id
    join raw.document as document on document.document_id = behind.document_id
    group by all
),
reported as (
    select
        yearly.area_id, indicator.domain, yearly.year,
        count(distinct yearly.indicator_id) filter (yearly.scenario <> 'plan') as reported_indicators,
        count(distinct yearly.indicator_id) filter (yearly.scenario = 'plan') as planned_indicators
    from core.yearly() as yearly
    join ref.indicator as indicator on indicator.indicator_id = yearly.indicator_id
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
