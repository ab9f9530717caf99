-- Document change: one row per release and document that it gained or lost; this release's rows are added to the others.
with latest as (
    select document_id, max(release_no) as release_no
    from core.document_change
    group by all
),
known as (
    select change.document_id, change.file_name, change.url
    from core.document_change as change
    join latest using (document_id, release_no)
    where change.change = 'added'
)
select
    (select max(release.release_no) from core.release as release) as release_no,
    coalesce(document.document_id, known.document_id) as document_id,
    if(known.document_id is null, 'added', 'removed') as change,
    coalesce(document.file_name, known.file_name) as file_name,
    if(known.document_id is null, document.url, known.url) as url
from raw.document as document
full join known on known.document_id = document.document_id
where document.document_id is null or known.document_id is null
