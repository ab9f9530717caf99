-- What a reader must know of a yearly value before using it, in words; null when nothing.
create or replace macro core.flag(
    bound, lower, upper, year, scenario, period_type, period_start, period_end, obs_status, member_ids, is_derived,
    is_recognised, agreement, rule
) as
    nullif(concat_ws('; ',
        case bound
            when 'about' then 'about'
            when 'gt' then 'more than'
            when 'ge' then 'at least'
            when 'lt_near' then 'nearly'
            when 'lt' then 'under'
            when 'le' then 'at most'
            when 'range' then format('range {:.15g}..{:.15g}', lower, upper)
        end,
        case
            when period_start > make_date(year, 1, 1) then period_start || ' to ' || period_end
            when period_end < make_date(year, 12, 31) then if(period_type = 'point', 'at ', 'to ') || period_end
        end,
        if(scenario = 'actual', null, scenario),
        if(obs_status = 'B', 'break in series', null),
        if(
            len(member_ids) > 0,
            format('reconstructed from {} area{}', len(member_ids), if(len(member_ids) = 1, '', 's')),
            null
        ),
        if(is_derived, 'derived', null),
        if(is_recognised, 'recognised from a scan', null),
        if(agreement = 'conflict', if(rule = 'reviewed', 'conflict, settled by review', 'conflict'), null)
    ), '')
