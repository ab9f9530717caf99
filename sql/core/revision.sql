-- Revision: one row per release and cell whose yearly value it added, changed or removed; this release's rows are added.
-- The reason is what happened to the cell itself, or else what changed for all: how documents are read, how values are
-- chosen.
with releases as (
    select *, row_number() over (order by release_no desc) as age
    from core.release
),
latest as (
    select area_id, indicator_id, year, scenario, max(release_no) as release_no
    from core.revision
    group by all
),
known as (
    select revision.*
    from core.revision as revision
    join latest using (area_id, indicator_id, year, scenario, release_no)
    where revision.change <> 'removed'
),
compared as (
    select
        coalesce(now.area_id, known.area_id) as area_id,
        coalesce(now.indicator_id, known.indicator_id) as indicator_id,
        coalesce(now.year, known.year) as year,
        coalesce(now.scenario, known.scenario) as scenario,
        now.* exclude (area_id, indicator_id, year, scenario),
        left(known.claim_id, 16) as known_document, known.correction_id as known_correction_id,
        case
            when known.claim_id is null then 'added'
            when now.claim_id is null then 'removed'
            when now.value is distinct from known.value
                or now.lower is distinct from known.lower
                or now.upper is distinct from known.upper
                or now.bound <> known.bound
                or now.unit_id <> known.unit_id
                or now.obs_status <> known.obs_status
                or now.period_type <> known.period_type
                or now.period_start is distinct from known.period_start
                or now.period_end <> known.period_end then 'changed'
            when now.claim_id <> known.claim_id
                or now.claim_count <> known.claim_count
                or now.source_count <> known.source_count
                or now.agreement <> known.agreement
                or now.rule <> known.rule
                or now.correction_id is distinct from known.correction_id then 'evidence_changed'
        end as change
    from core.observation as now
    full join known
        on known.area_id = now.area_id
        and known.indicator_id = now.indicator_id
        and known.year = now.year
        and known.scenario = now.scenario
),
changed as (
    select * from compared where change is not null
),
moved as (
    select change.*
    from core.document_change as change
    join releases on releases.release_no = change.release_no and releases.age = 1
),
replaced as (
    select gone.document_id as old_id, come.document_id as new_id
    from moved as gone
    join moved as come on come.file_name = gone.file_name or come.url = gone.url
    where gone.change = 'removed' and come.change = 'added'
    union
    select source.document_id, source.superseded_by
    from core.source_text as source
    where source.superseded_by is not null
),
come as (
    select document_id, document_id in (select replaced.new_id from replaced) as is_revised
    from moved
    where change = 'added'
),
gone as (
    select left(document_id, 16) as known_document, bool_or(is_revised) as is_revised
    from (
        select moved.document_id, moved.document_id in (select replaced.old_id from replaced) as is_revised
        from moved
        where moved.change = 'removed'
        union all
        select replaced.old_id, true from replaced
    )
    group by all
),
-- In the first release everything is new.
speaking as (
    select claim.area_id, claim.indicator_id, claim.year, claim.scenario, bool_or(come.is_revised) as is_revised
    from core.claims() as claim
    join come on come.document_id = claim.document_id
    where (select count(*) from releases) > 1
    group by all
),
corrected as (
    select area_id, indicator_id, year, scenario from core.amended_claim
    union
    select claim.area_id, claim.indicator_id, claim.year, claim.scenario
    from core.claim as claim
    where claim.claim_id in (select amended.claim_id from core.amended_claim as amended)
)
select
    this.release_no, changed.area_id, changed.indicator_id, changed.year, changed.scenario, changed.change,
    case
        when before.release_no is null then 'first_release'
        when changed.correction_id is distinct from changed.known_correction_id then 'correction'
        when speaking.is_revised then 'source_revised'
        when speaking.area_id is not null then 'new_source'
        when gone.is_revised then 'source_revised'
        when gone.known_document is not null then 'source_removed'
        when this.corrections_version <> before.corrections_version and corrected.area_id is not null then 'correction'
        when this.extractor_version <> before.extractor_version then 'extractor_changed'
        when this.rules_version <> before.rules_version then 'rules_changed'
        when exists (from gone) then 'source_removed'
        when this.corrections_version <> before.corrections_version then 'correction'
        else 'unexplained'
    end as reason,
    changed.value, changed.lower, changed.upper, changed.bound, changed.unit_id, changed.obs_status, changed.period_type,
    changed.period_start, changed.period_end, changed.claim_id, claim.quote, changed.correction_id, changed.claim_count,
    changed.source_count, changed.agreement, changed.rule
from changed
join releases as this on this.age = 1
left join releases as before on before.age = 2
left join core.claim as claim on claim.claim_id = changed.claim_id
left join speaking
    on speaking.area_id = changed.area_id
    and speaking.indicator_id = changed.indicator_id
    and speaking.year = changed.year
    and speaking.scenario = changed.scenario
left join corrected
    on corrected.area_id = changed.area_id
    and corrected.indicator_id = changed.indicator_id
    and corrected.year = changed.year
    and corrected.scenario = changed.scenario
left join gone on gone.known_document = changed.known_document
