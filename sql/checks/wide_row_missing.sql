-- severity: error
-- Areas and years with a value in mart.indicator_yearly and no row in the wide table of the domain.
select yearly.area_id, yearly.domain, yearly.year
from mart.indicator_yearly as yearly
left join (
    select area_id, year, 'culture' as domain from mart.district_culture
    union all
    select area_id, year, 'tourism' from mart.district_tourism
    union all
    select area_id, year, 'digital' from mart.district_digital_adoption
) as wide on wide.area_id = yearly.area_id and wide.year = yearly.year and wide.domain = yearly.domain
where yearly.is_preferred and wide.area_id is null
group by all
