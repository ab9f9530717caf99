-- Areas by name or id: mart.areas('Sóc Sơn'), mart.areas('soc son'), mart.areas('district-016').
-- Accents, capitals and double blanks do not matter. A name that several areas bear returns them all.
create or replace macro mart.areas(words) as table
    select area.*
    from mart.area as area
    where area.area_id = words
        or area.area_id in (
            select area_name.area_id
            from ref.area_name as area_name
            where area_name.search_key
                = trim(regexp_replace(replace(strip_accents(lower(words)), 'đ', 'd'), '\s+', ' ', 'g'))
        )
