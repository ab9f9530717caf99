-- question: Which districts received the most visitors in their latest year, and how sure is the figure?
select area_name, province_name, year, tourism_visits_total as visits, flags['tourism_visits_total'] as flag
from mart.district_tourism
where level = 'district' and tourism_visits_total is not null
qualify row_number() over (partition by area_id order by year desc) = 1
order by visits desc
limit 10
