-- severity: error
-- Reviewed corrections that meet no claim: the document is gone, or what it states now is not what the correction expects.
-- The source was mended, or the reading: look at it again, and correct the entry in corrections.yaml or take it out.
with heard as (
    select amended.correction_id
    from core.amended_claim as amended
    left join core.source_text as source on source.document_id = amended.document_id
    where source.superseded_by is null
),
documents as (
    select document_id, file_name as name from raw.document
    union
    select document_id, url from raw.document where url is not null
),
now_stated as (
    select
        correction.correction_id, count(distinct named.document_id) as documents,
        string_agg(
            distinct coalesce(
                format('{:.15g}', claim.value), format('{:.15g}..{:.15g}', claim.lower, claim.upper)
            ), ', '
        ) filter (source.superseded_by is null) as figures,
        bool_or(
            claim.value is not distinct from correction.expect_value
            and (
                correction.expect_value is not null
                or claim.lower is not distinct from correction.expect_lower
                and claim.upper is not distinct from correction.expect_upper
            )
            and source.superseded_by is null
        ) as is_met
    from ref.correction as correction
    left join documents as named on named.name = correction.document
    left join core.claim as claim
        on claim.document_id = named.document_id
        and claim.indicator_id = correction.indicator_id
        and claim.area_id = correction.area_id
        and claim.year = correction.year
        and claim.scenario = correction.scenario
    left join core.source_text as source on source.document_id = claim.document_id
    group by all
)
select
    correction.correction_id, correction.document, correction.action,
    coalesce(
        format('{:.15g}', correction.expect_value),
        format('{:.15g}..{:.15g}', correction.expect_lower, correction.expect_upper)
    ) as expected,
    case
        when now_stated.documents = 0 then 'no such document in the landing folder'
        when now_stated.is_met then 'another correction is about the same claim'
        when now_stated.figures is null then 'the document states nothing of this cell'
        else 'the document states ' || now_stated.figures
    end as finding
from ref.correction as correction
join now_stated using (correction_id)
where correction.correction_id not in (select heard.correction_id from heard)
