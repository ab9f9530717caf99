-- Release: one row per published build, the newest first being this file (`is_current`).
select
    release_no, release_id, built_at, release_no = max(release_no) over () as is_current,
    document_count, rejected_count, claim_count, observation_count, extractor_version, rules_version,
    corrections_version
from core.release
