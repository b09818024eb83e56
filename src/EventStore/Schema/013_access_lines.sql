-- The access log is the longest register, and is asked for by agency, by record, and by what was asked for and refused.
-- Its lines are never replaced. The families that a list showed are many to a line, so they alone have a GIN index. The
-- predicate names the register without its generation, as 012 does and for the same reason.
create index projected_rows_accesses on safeguard.projected_rows (build, (data->>'agency'), position)
    where until is null and data is not null and split_part(view, ':', 1) = 'access_log';
create index projected_rows_accesses_family on safeguard.projected_rows (build, (data->>'family'), position)
    where until is null and data is not null and split_part(view, ':', 1) = 'access_log';
create index projected_rows_accesses_asked on safeguard.projected_rows (build, (data->>'asked'), position)
    where until is null and data is not null and split_part(view, ':', 1) = 'access_log' and data->>'asked' is not null;
create index projected_rows_accesses_shown on safeguard.projected_rows using gin ((data->'families'))
    where until is null and data is not null and split_part(view, ':', 1) = 'access_log';
