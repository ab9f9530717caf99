-- Claims as they count: those of core.claim, each corrected one in its corrected form (core.amended_claim).
create or replace macro core.claims() as table
    select
        claim.*, null::varchar as correction_id, null::varchar as correction, false as is_selected
    from core.claim as claim
    where claim.claim_id not in (select amended.claim_id from core.amended_claim as amended)
    union all by name
    select amended.*
    from core.amended_claim as amended
