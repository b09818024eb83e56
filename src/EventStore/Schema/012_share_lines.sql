-- The share register is asked for by any of a dozen members at once, and a page must not cost the more the longer the
-- log is. The lines that stand have what is asked for in an index, in the order of the log: conditions on trailing
-- columns are judged in the index, so that only lines that match are read, and a page ends where it is full. One begins
-- with the sending agency, since most readers see one agency's; the other is the partnership's officer's. A GIN index
-- of the whole row was left: it reads all that match before it can sort them, and grows with every id in them.
-- The predicate names the register without its generation, and queries repeat it: a view's name alone would not do.
create index projected_rows_shares on safeguard.projected_rows (build, position,
    (data->>'from'), (data->>'to'), (data->>'state'), (data->>'route'), (data->>'ground'), (data->>'permission'), (data->>'openness'),
    (data->>'override'), (data->>'urgency'), (data->>'mark'), (data->>'kind'), ((data->>'at') collate "C"))
    where until is null and data is not null and split_part(view, ':', 1) = 'share_register';
create index projected_rows_shares_sent on safeguard.projected_rows (build, (data->>'from'), position,
    (data->>'to'), (data->>'state'), (data->>'route'), (data->>'ground'), (data->>'permission'), (data->>'openness'),
    (data->>'override'), (data->>'urgency'), (data->>'mark'), (data->>'kind'), ((data->>'at') collate "C"))
    where until is null and data is not null and split_part(view, ':', 1) = 'share_register';
create index projected_rows_shares_family on safeguard.projected_rows (build, (data->>'family'), position)
    where until is null and data is not null and split_part(view, ':', 1) = 'share_register';

-- Lines that were replaced, by the positions between which they stood: those that stood at one position are few.
create index projected_rows_shares_ended on safeguard.projected_rows using gist (int8range(position, until))
    where until is not null and data is not null and split_part(view, ':', 1) = 'share_register';

-- Without these the server takes name and register for independent, and one in two hundred rows for a share's.
create statistics safeguard.projected_rows_registers (mcv) on view, (split_part(view, ':', 1)) from safeguard.projected_rows;
