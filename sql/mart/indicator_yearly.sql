-- stored: view
-- Yearly indicator: one row per area, indicator, year and scenario, with the sentence and the source that state it.
-- A district that ended goes on as the sum of the communes that followed it, where all report; `is_reconstructed` marks
-- such a row, which has members and no sentence of its own.
-- `flag` says what a reader must know before using the value; `is_preferred` leaves one row per area, indicator and
-- year: the actual value, an estimate where none is stated, never a plan.
with behind as (
    select
        made.area_id, made.indicator_id, made.year, made.scenario,
        min(claim.confidence) as confidence,
        bool_or(document.is_restated) as is_restated,
        list_sort(list_distinct(flatten(
            list(if(document.is_restated, document.source_urls, []))
        ))) as restated_from
    from core.reconstruction as made, unnest(made.claim_ids) as said(claim_id)
    join core.claim as claim on claim.claim_id = said.claim_id
    join raw.document as document on document.document_id = claim.document_id
    group by all
)
select
    yearly.area_id, area.area_name, area.level, area.province_name,
    yearly.indicator_id, indicator.domain, indicator.label_vi, indicator.label_en,
    yearly.year, yearly.scenario,
    yearly.value, yearly.lower, yearly.upper, yearly.bound, yearly.unit_id,
    yearly.obs_status, yearly.period_type, yearly.period_start, yearly.period_end,
    core.flag(
        yearly.bound, yearly.lower, yearly.upper, yearly.year, yearly.scenario, yearly.period_type, yearly.period_start,
        yearly.period_end, yearly.obs_status, yearly.member_ids, yearly.is_derived, yearly.is_recognised,
        yearly.agreement, yearly.rule
    ) as flag,
    yearly.is_preferred, yearly.is_reconstructed, yearly.member_ids, yearly.claim_ids,
    yearly.agreement, yearly.claim_count, yearly.source_count, yearly.rule, yearly.correction_id,
    yearly.is_derived, coalesce(claim.confidence, behind.confidence) as confidence,
    yearly.claim_id, claim.quote,
    -- DuckDB counts code points, as the offsets do.
    substr(document.text, claim.sentence_start + 1, claim.sentence_end - claim.sentence_start) as sentence,
    substr(document.text, claim.header_start + 1, claim.header_end - claim.header_start) as header,
    claim.document_id, document.title as document_title, document.kind as document_kind, publisher.name as publisher,
    publisher.rank as source_rank, document.url,
    coalesce(document.is_restated, behind.is_restated) as is_restated,
    if(document.is_restated, document.source_urls, coalesce(behind.restated_from, [])) as restated_from,
    document.published_on
from core.yearly() as yearly
join mart.area as area on area.area_id = yearly.area_id
join ref.indicator as indicator on indicator.indicator_id = yearly.indicator_id
left join core.claim as claim on claim.claim_id = yearly.claim_id
left join raw.document as document on document.document_id = claim.document_id
left join ref.publisher as publisher on publisher.publisher_id = document.publisher_id
left join behind
    on behind.area_id = yearly.area_id
    and behind.indicator_id = yearly.indicator_id
    and behind.year = yearly.year
    and behind.scenario = yearly.scenario
    and yearly.is_reconstructed
