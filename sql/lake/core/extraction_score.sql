-- Score: one row per level and indicator, of what the version `$extractor_version` read in the labelled documents.
-- A document is labelled by its bytes. One that could not be read has landed all the same: its labels are not found.
-- Each level asks for one more part of a statement, so that its key is the beginning of the longest. Equal statements
-- are matched in pairs: what is stated twice must be found twice. Derived figures are left out, they are not printed.
with landed as (
    select document_id from raw.document where extractor_version = $extractor_version
    union
    select document_id from raw.rejected_document
    where document_id not in (select document_id from raw.document)
),
labels as (
    select * from ref.labelled_claim
    where not is_derived and document_id in (select document_id from landed)
),
claims as (
    select * from core.claim
    where not is_derived and document_id in (select document_id from labels)
),
sides as (
    select
        true as is_label, document_id, indicator_id, value, area_id, year, period_type, scenario, bound, lower, upper
    from labels
    union all
    select
        false as is_label, document_id, indicator_id, value, area_id, year, period_type, scenario, bound, lower, upper
    from claims
),
-- Ten digits: sums and products of decimal fractions differ beyond them.
printed as (
    select * replace (format('{:.10g}', value) as value, format('{:.10g}', lower) as lower, format('{:.10g}', upper) as upper)
    from sides
),
statements as (
    select
        is_label, indicator_id,
        [
            document_id, coalesce(value, concat(lower, '..', upper)), area_id, year::varchar,
            -- A rate `in 2024` and one `at the end of 2024` are one reading.
            if(period_type = 'point', 'year', period_type), scenario, bound, lower, upper
        ] as parts
    from printed
),
levels(score_level, length) as (
    values ('figure', 2), ('placed', 3), ('dated', 6), ('exact', 9)
),
counted as (
    select
        levels.score_level, statements.indicator_id, statements.parts[:levels.length] as key,
        count(*) filter (statements.is_label) as labelled,
        count(*) filter (not statements.is_label) as found
    from statements
    cross join levels
    group by all
)
select
    $extractor_version as extractor_version, score_level, indicator_id,
    sum(labelled)::bigint as labelled, sum(found)::bigint as found, sum(least(labelled, found))::bigint as hits
from counted
group by score_level, indicator_id
