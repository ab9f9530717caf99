-- The documents behind the yearly values that a wide table shows: one row per area, year and claim of a domain.
create or replace macro core.documents_behind(domain_name) as table
    select said.area_id, said.year, document.document_id, document.is_restated
    from (
        select yearly.area_id, yearly.year, unnest(yearly.claim_ids) as claim_id
        from core.preferred(domain_name) as yearly
    ) as said
    -- A number's id, and so a claim's, begins with that of its document.
    join raw.document as document on left(document.document_id, 16) = left(said.claim_id, 16)
