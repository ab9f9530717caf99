-- Release: one row per published build; the row of this build is added to those of earlier ones.
select
    getvariable('release_id') as release_id,
    1 + coalesce((select max(release.release_no) from core.release as release), 0) as release_no,
    getvariable('built_at') as built_at,
    (select count(*) from raw.document) as document_count,
    (select count(*) from raw.rejected_document) as rejected_count,
    (select count(*) from core.claim) as claim_count,
    (select count(*) from core.observation) as observation_count,
    getvariable('extractor_version') as extractor_version,
    getvariable('rules_version') as rules_version,
    getvariable('corrections_version') as corrections_version
