-- severity: error
-- Claims whose value and interval do not fit their bound: exact has both ends at the value, gt and ge a lower end only,
-- lt_near, lt and le an upper end only, about the value between its ends, range both ends and no value.
select claim_id, bound, value, lower, upper
from core.claims()
where not coalesce(
    case
        when bound = 'exact' then lower = value and upper = value
        when bound in ('gt', 'ge') then lower = value and upper is null
        when bound in ('lt_near', 'lt', 'le') then upper = value and lower is null
        when bound = 'about' then value between lower and upper
        when bound = 'range' then value is null and lower < upper
    end,
    false
)
