-- Extraction volume: one row per version of the extractor and kind of document, from the extractor's own records.
-- How right it is, against labels, is mart.extraction_quality.
with numbers as (
    select document_id, count(*) as numbers
    from staging.quantity
    group by all
),
stated as (
    select
        document_id,
        count(*) as claims,
        count(distinct quantity_id) as claimed_numbers,
        count(*) filter (is_chosen) as chosen_claims,
        count(*) filter (is_derived) as derived_claims,
        count(*) filter (obs_status = 'V') as unvalidated_claims,
        sum(confidence::decimal(18, 6)) as confidence
    from mart.evidence
    group by all
),
practised as (
    select document_id, count(*) as practices
    from core.adoption
    group by all
),
reasons as (
    select document.extractor_version, document.kind, unclaimed.reason, count(*) as numbers
    from core.unclaimed_quantity as unclaimed
    join raw.document as document on document.document_id = unclaimed.document_id
    group by all
),
unclaimed as (
    select
        extractor_version, kind,
        map_from_entries(list({'key': reason, 'value': numbers} order by reason)) as by_reason
    from reasons
    group by all
)
select
    document.extractor_version,
    document.kind as document_kind,
    count(*) as documents,
    count(*) filter (stated.claims is null) as documents_without_claim,
    coalesce(sum(numbers.numbers), 0) as numbers,
    coalesce(sum(stated.claimed_numbers), 0) as claimed_numbers,
    100 * coalesce(sum(stated.claimed_numbers), 0) / nullif(sum(numbers.numbers), 0) as claimed_share,
    coalesce(any_value(unclaimed.by_reason), map {}) as unclaimed_by_reason,
    coalesce(sum(stated.claims), 0) as claims,
    coalesce(sum(stated.chosen_claims), 0) as chosen_claims,
    coalesce(sum(stated.derived_claims), 0) as derived_claims,
    coalesce(sum(stated.unvalidated_claims), 0) as unvalidated_claims,
    sum(stated.confidence)::double / sum(stated.claims) as mean_confidence,
    coalesce(sum(practised.practices), 0) as practices
from raw.document as document
left join numbers on numbers.document_id = document.document_id
left join stated on stated.document_id = document.document_id
left join practised on practised.document_id = document.document_id
left join unclaimed on unclaimed.extractor_version = document.extractor_version and unclaimed.kind = document.kind
group by document.extractor_version, document.kind
