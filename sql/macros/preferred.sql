-- The yearly values of a domain that its wide table shows, one per area, indicator and year, with what to know of each.
create or replace macro core.preferred(domain_name) as table
    select
        yearly.area_id, yearly.year, yearly.indicator_id, yearly.value, yearly.claim_ids,
        core.flag(
            yearly.bound, yearly.lower, yearly.upper, yearly.year, yearly.scenario, yearly.period_type,
            yearly.period_start, yearly.period_end, yearly.obs_status, yearly.member_ids, yearly.is_derived,
            yearly.is_recognised, yearly.agreement, yearly.rule
        ) as flag
    from core.yearly() as yearly
    join ref.indicator as indicator on indicator.indicator_id = yearly.indicator_id
    where yearly.is_preferred and indicator.domain = domain_name
