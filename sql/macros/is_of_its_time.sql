-- Whether an area exists on any day of a reporting year; plans may outlive their area. A first day that is not exact reaches
-- back as far as any text.
create or replace macro core.is_of_its_time(scenario, reporting_year, first_day, is_exact, end_day) as
    scenario = 'plan'
    or (not is_exact or first_day <= make_date(reporting_year, 12, 31))
    and coalesce(end_day > make_date(reporting_year, 1, 1), true)
