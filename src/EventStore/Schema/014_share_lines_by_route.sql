-- Whoever audits all agencies at once asks for a route and how far a share came, and for days long ago. In the order of
-- the log alone such a page passes everything newer; behind state and route, only what has both. Who names an agency
-- has an index that begins with it (012), and a page without state or route still goes by the order of the log.
create index projected_rows_shares_route on safeguard.projected_rows (build, (data->>'state'), (data->>'route'), position,
    (data->>'from'), (data->>'to'), (data->>'ground'), (data->>'permission'), (data->>'openness'),
    (data->>'override'), (data->>'urgency'), (data->>'mark'), (data->>'kind'), ((data->>'at') collate "C"))
    where until is null and data is not null and split_part(view, ':', 1) = 'share_register';
