-- question: Which digital practices do districts speak of, and how far are they?
select area.name, practice.label_en as practice, adoption.year, adoption.stage, adoption.quote
from core.adoption as adoption
join ref.area as area using (area_id)
join ref.practice as practice using (practice_id)
where area.level = 'district' and adoption.stage in ('piloted', 'upgraded')
order by area.name, practice
limit 10
