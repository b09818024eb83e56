-- A fold asks for the newest row of each key it touches. The server has no statistics of a build that has just begun,
-- takes it for empty, and then reads the whole build by whichever index it likes. So there must be one index that can
-- answer: the primary key, backwards. The other is for readers, who want rows with data, in the order of the log.
drop index safeguard.projected_rows_current, safeguard.projected_rows_order;
create index projected_rows_order on safeguard.projected_rows (view, build, position) where data is not null;
