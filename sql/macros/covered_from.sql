-- First day of its reporting year for which a claim speaks; a point, which has no first day, speaks for the year so
-- far.
create or replace macro core.covered_from(first_day, reporting_year) as
    greatest(coalesce(first_day, make_date(reporting_year, 1, 1)), make_date(reporting_year, 1, 1))
