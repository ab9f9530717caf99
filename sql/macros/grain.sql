-- Weight of the last digit that is not zero: core.grain(150000) is 10000, core.grain(3.5) is 0.1, of 0 it is null. A
-- number printed without a hedge may stand for all that lies within half of it.
create or replace macro core.grain(figure) as
    case
        when figure <> 0 then
            pow(
                10,
                length(format('{:.6f}', abs(figure::double))) - 7
                    - length(rtrim(replace(format('{:.6f}', abs(figure::double)), '.', ''), '0'))
            )
    end
